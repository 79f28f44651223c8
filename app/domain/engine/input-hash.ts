import type { Facts, PriorState } from '#app/domain/engine/facts.ts';
import { Hash, SetHash } from '#app/domain/engine/hash.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import type { DatedFacts } from '#app/domain/tree/dated.ts';

/** The fingerprint of everything a run reads. The order in which facts were read does not matter, each fact does. */
export function inputHashOf(facts: Facts, plan: Plan, prior: PriorState): string {
  const hash = new Hash().integer(facts.period.startMs).integer(facts.period.endMs).text(canonical(plan));
  partnersInto(hash, facts);
  datedInto(hash, facts.edges);
  datedInto(hash, facts.statuses);
  ordersInto(hash, facts);
  entriesInto(hash, facts);
  hash.integer(prior.periods.length);
  for (const { activePartners } of prior.periods) {
    const set = new SetHash();
    for (const number of activePartners) set.add(new Hash().integer(number));
    set.addTo(hash.integer(activePartners.length));
  }
  return hash.hex();
}

function partnersInto(hash: Hash, { partners }: Facts): void {
  const set = new SetHash();
  partners.number.forEach((number, index) =>
    set.add(new Hash().integer(number).integer(partners.joinedMs[index] as number)),
  );
  set.addTo(hash.integer(partners.number.length));
}

function datedInto(hash: Hash, dated: DatedFacts): void {
  const set = new SetHash();
  for (let index = 0; index < dated.partner.length; index++) {
    const record = new Hash().integer(dated.partner[index] as number).integer(dated.value[index] as number);
    set.add(record.integer(dated.validFromMs[index] as number).integer(dated.recordedSeq[index] as number));
  }
  set.addTo(hash.integer(dated.partner.length));
}

function ordersInto(hash: Hash, { orders }: Facts): void {
  const set = new SetHash();
  for (let index = 0; index < orders.key.length; index++) {
    const record = new Hash().integer(orders.key[index] as number).integer(orders.partner[index] as number);
    record.integer(orders.isOwn[index] as number).integer(orders.asOfMs[index] as number);
    set.add(record.integer(orders.activityOf[index] as number));
  }
  set.addTo(hash.integer(orders.key.length));
}

function entriesInto(hash: Hash, { entries, orders, classes }: Facts): void {
  const classWord = classes.map(({ tags, collections }) => {
    const text = canonical({ tags: [...tags].sort(), collections: [...collections].sort() });
    return new Hash().text(text).words()[0];
  });
  const set = new SetHash();
  for (let index = 0; index < entries.order.length; index++) {
    const record = new Hash().integer(orders.key[entries.order[index] as number] as number);
    record.integer(classWord[entries.productClass[index] as number] ?? 0).integer(entries.baseMinor[index] as number);
    set.add(record.integer(entries.earns[index] as number));
  }
  set.addTo(hash.integer(entries.order.length));
}

/** JSON with sorted keys: two documents that say the same give the same text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}
