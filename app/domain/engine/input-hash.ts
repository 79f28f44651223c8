import type { Facts } from '#app/domain/engine/facts.ts';
import type { PriorState } from '#app/domain/engine/prior-state.ts';
import { Hash, highWord } from '#app/domain/engine/hash.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import type { DatedFacts } from '#app/domain/tree/dated.ts';

/** The fingerprint of everything a run reads. The order in which facts were read does not matter, each fact does. */
export function inputHashOf(facts: Facts, plan: Plan, prior: PriorState): string {
  const hash = new Hash().pair(facts.period.startMs, facts.period.endMs).text(canonical(plan));
  addPartners(hash, facts);
  addDated(hash, facts.edges);
  addDated(hash, facts.statuses);
  addOrders(hash, facts);
  addEntries(hash, facts);
  for (const { activePartners, plan: ofPeriod } of prior.periods) {
    hash.text(canonical(ofPeriod));
    addSet(hash, activePartners.length, (index, record) => record.pair(activePartners[index] as number, 0));
  }
  return hash.hex();
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

function addOrders(hash: Hash, { orders: { key, partner, isOwn, asOfMs, activityOf } }: Facts): void {
  addSet(hash, key.length, (index, record) => {
    record.pair(key[index] as number, asOfMs[index] as number);
    record.words(partner[index] as number, isOwn[index] as number, activityOf[index] as number, 0);
  });
}

function addEntries(hash: Hash, { entries, orders, classes }: Facts): void {
  const { order, productClass, baseMinor, earns } = entries;
  const classWords = classes.map(({ tags, collections }) => {
    const words = new Int32Array(4);
    new Hash().text(canonical({ tags: [...tags].sort(), collections: [...collections].sort() })).addTo(words);
    return words;
  });
  addSet(hash, order.length, (index, record) => {
    const base = baseMinor[index] as number;
    const words = classWords[productClass[index] as number] as Int32Array;
    record.pair(orders.key[order[index] as number] as number, words[0] as number);
    record.words(words[1] as number, base | 0, highWord(base), earns[index] as number);
  });
}

/** JSON with sorted keys: two documents that say the same give the same text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}
