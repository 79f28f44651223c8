import { canonical } from '#app/domain/engine/canonical.ts';
import type { Facts, Placement } from '#app/domain/engine/facts.ts';
import type { PriorPeriod, PriorState, RankHistory } from '#app/domain/engine/prior-state.ts';
import { Hash, highWord } from '#app/domain/engine/hash.ts';
import type { PlanShape } from '#app/domain/plan/plan-shape.ts';
import type { DatedFacts } from '#app/domain/tree/dated.ts';

/** The fingerprint of everything a run reads. The order in which facts were read does not matter, each fact does. */
export function inputHashOf(facts: Facts, plan: PlanShape, prior: PriorState): string {
  const { startMs, endMs, cadence } = facts.period;
  const hash = new Hash().pair(startMs, endMs).text(cadence).text(canonical(plan));
  addPartners(hash, facts);
  addDated(hash, facts.edges);
  addDated(hash, facts.statuses);
  for (const placement of [...facts.placements].sort((a, b) => (a.tree < b.tree ? -1 : 1)))
    addPlacement(hash, placement);
  hash.text([...facts.overrides.map(canonical)].sort().join('\n'));
  addOrders(hash, facts);
  addEntries(hash, facts);
  for (const period of prior.periods) addPriorPeriod(hash, period);
  addRanks(hash, prior.ranks);
  addEarnings(hash, prior.earnings ?? []);
  for (const [id, columns] of Object.entries(prior.components).sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.text(id);
    for (const [name, column] of Object.entries(columns).sort(([a], [b]) => (a < b ? -1 : 1))) {
      hash.text(name);
      for (const value of column) hash.pair(value, 0);
    }
  }
  return hash.hex();
}

function addPlacement(hash: Hash, { tree, positions, edges, slot }: Placement): void {
  hash.text(tree);
  addSet(hash, positions.number.length, (index, record) =>
    record.words(positions.number[index] as number, positions.owner[index] as number, slot[index] as number, 0),
  );
  addDated(hash, edges);
}

function addPriorPeriod(hash: Hash, { partner, isActive, rank, title, reach, plan }: PriorPeriod): void {
  hash.text(canonical(plan));
  addSet(hash, partner.length, (index, record) => {
    record.pair(partner[index] as number, isActive[index] as number);
    record.pair(rank[index] as number, title[index] as number);
    for (const levels of reach) record.pair(levels[index] as number, 0);
  });
}

/** One set over all weeks: neither the order of weeks nor that of earners counts. */
function addEarnings(hash: Hash, earnings: NonNullable<PriorState['earnings']>): void {
  const rows = earnings.flatMap((week) => [...week.partner.keys()].map((row) => ({ week, row })));
  addSet(hash, rows.length, (index, record) => {
    const { week, row } = rows[index] as (typeof rows)[number];
    record.text(week.component).pair(week.partner[row] as number, week.netMinor[row] as number);
    record.pair(week.grossMinor[row] as number, 0);
  });
}

function addRanks(hash: Hash, ranks: RankHistory): void {
  hash.text(ranks.ladder.join(' '));
  addSet(hash, ranks.partner.length, (index, record) => {
    record.words(ranks.partner[index] as number, ranks.title[index] as number, ranks.paidAs[index] as number, 0);
  });
  addSet(hash, ranks.reachedBy.length, (index, record) => {
    record.pair(ranks.reachedBy[index] as number, ranks.reached[index] as number);
    record.pair(ranks.sincePromotion[index] as number, 0);
    record.pair(ranks.graceUsed[index] as number, ranks.sinceGrace[index] as number);
  });
}

/** Takes in a set of records: their fingerprints are added up, so that their order does not count, and how many there are. */
function addSet(hash: Hash, count: number, write: (index: number, record: Hash) => void): void {
  const sums = new Int32Array(4);
  const record = new Hash();
  for (let index = 0; index < count; index++) {
    write(index, record.reset());
    record.addTo(sums);
  }
  hash.pair(count, 0).words(sums[0] as number, sums[1] as number, sums[2] as number, sums[3] as number);
}

function addPartners(hash: Hash, { partners: { number, joinedMs } }: Facts): void {
  addSet(hash, number.length, (index, record) => record.pair(number[index] as number, joinedMs[index] as number));
}

function addDated(hash: Hash, { partner, value, validFromMs, recordedSeq }: DatedFacts): void {
  addSet(hash, partner.length, (index, record) => {
    record.pair(validFromMs[index] as number, recordedSeq[index] as number);
    record.words(partner[index] as number, value[index] as number, 0, 0);
  });
}

function addOrders(hash: Hash, { orders: { key, partner, customer, isOwn, asOfMs, activityOf } }: Facts): void {
  addSet(hash, key.length, (index, record) => {
    record.pair(key[index] as number, asOfMs[index] as number);
    record.pair(customer[index] as number, 0);
    record.words(partner[index] as number, isOwn[index] as number, activityOf[index] as number, 0);
  });
}

function addEntries(hash: Hash, { entries, orders, classes }: Facts): void {
  const { order, productClass, baseMinor, pv, cv, marginMinor, earns } = entries;
  const classWords = classes.map(({ tags, collections }) => {
    const words = new Int32Array(4);
    new Hash().text(canonical({ tags: [...tags].sort(), collections: [...collections].sort() })).addTo(words);
    return words;
  });
  addSet(hash, order.length, (index, record) => {
    const base = baseMinor[index] as number;
    const words = classWords[productClass[index] as number] as Int32Array;
    record.pair(orders.key[order[index] as number] as number, words[0] as number);
    record.pair(pv[index] as number, cv[index] as number).pair(marginMinor[index] as number, 0);
    record.words(words[1] as number, base | 0, highWord(base), earns[index] as number);
  });
}
