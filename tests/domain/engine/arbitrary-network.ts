import fc from 'fast-check';
import { FactsColumns } from '#app/domain/engine/facts-columns.ts';
import { STATUS, type Facts, type ProductClass } from '#app/domain/engine/facts.ts';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import { rateOf } from '#app/domain/plan/fields.ts';
import type { LevelWalk } from '#app/domain/engine/primitives/level-walk.ts';
import { NO_PRIOR, type PriorState } from '#app/domain/engine/prior-state.ts';
import { REACH_ALL } from '#app/domain/engine/scene.ts';
import type { SimpleActivity } from '#app/domain/plan/simple-plan.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { ppm } from '#app/domain/money/minor.ts';

/** A network as plain records: what tests shuffle, add to and compute a second time. */
export interface Network {
  partners: { number: number; joinedMs: number }[];
  edges: { partner: number; sponsor: number; from: number; seq: number }[];
  statuses: { partner: number; status: number; from: number; seq: number }[];
  classes: ProductClass[];
  orders: { key: number; partner: number; isOwn: boolean; asOf: number; late: boolean }[];
  entries: { order: number; productClass: number; base: number; earns: boolean }[];
  activeBefore: number[];
}

/** The value at an index that is known to exist. */
export function at<T>(values: ArrayLike<T>, index: number): T {
  if (index < 0 || index >= values.length) throw new RangeError(`no ${index} of ${values.length}`);
  return values[index] as T;
}

export const PERIOD = { startMs: 1000, endMs: 2000, cadence: 'month' } as const;
export const CLASSES: ProductClass[] = [
  { tags: [], collections: [] },
  { tags: ['Premium'], collections: ['77'] },
  { tags: [], collections: ['77'] },
  { tags: ['fee'], collections: [] },
];

/** The columns of a network, in the order of its arrays. Entries refer to orders by their place in `orders`. */
export function factsOf(network: Network): Facts {
  const columns = new FactsColumns();
  for (const { number, joinedMs } of network.partners) columns.partner(number, joinedMs);
  for (const { partner, sponsor, from, seq } of network.edges) columns.edge(partner, sponsor, from, seq);
  for (const { partner, status, from, seq } of network.statuses) columns.status(partner, status, from, seq);
  network.classes.forEach((productClass, index) => columns.productClass(String(index), () => productClass));
  network.orders.forEach(({ key, partner, isOwn, asOf, late }, index) => {
    columns.order({ key, partner, customer: 0, isOwn, asOfMs: asOf, activityOf: late ? 0 : -1 });
    for (const entry of network.entries) {
      if (entry.order !== index) continue;
      const { productClass, base, earns } = entry;
      columns.entry({ productClass, baseMinor: base, pv: 0, cv: 0, marginMinor: 0, earns });
    }
  });
  return columns.done(PERIOD);
}

/** One accepted period before this one, in which the network's `activeBefore` were active and others were not. */
export function priorOf(network: Network, plan: Plan): PriorState<Plan> {
  const numbers = [...new Set([...network.partners.map(({ number }) => number), ...network.activeBefore])];
  const isActive = Uint8Array.from(numbers, (number) => Number(network.activeBefore.includes(number)));
  const none = new Uint8Array(numbers.length);
  const period = {
    plan,
    partner: Int32Array.from(numbers),
    isActive,
    rank: none,
    title: none,
    reach: plan.components.map(({ qualification }) =>
      isActive.map((active) => (active === 1 || qualification.kind === 'none' ? REACH_ALL : 0)),
    ),
  };
  return { ...NO_PRIOR, periods: [period] };
}

const arbRates = (minLength: number) =>
  fc
    .array(fc.oneof(fc.integer({ min: 0, max: 400_000 }), fc.constantFrom(50_000, 100_000)), {
      minLength,
      maxLength: 5,
    })
    .map((rates) => rates.map((rate) => rateOf(ppm(rate))));

/** What a naive run and a form know of plans: level walks with rates by level, and activity of one figure. */
export type WalkPlan = Omit<Plan, 'activity' | 'components'> & {
  activity: SimpleActivity;
  components: SimpleWalk[];
};

type Rates = Extract<LevelWalk['rates'], { kind: 'by_level' }>;
type SimpleWalk = Omit<LevelWalk, 'rates' | 'tagged_rates' | 'compression' | 'qualification'> & {
  rates: Rates;
  tagged_rates: { match: 'tag' | 'collection'; value: string; rates: Rates }[];
  compression: { kind: 'none' | 'standard' };
  qualification: { kind: 'active' | 'none' };
};

/** A plan with up to two level walks, tagged tables, every compression, qualification, rounding and activity. */
export const arbPlan: fc.Arbitrary<WalkPlan> = fc
  .record({
    walks: fc.array(
      fc.record({
        rates: arbRates(1),
        tagged: fc.array(fc.record({ table: fc.constantFrom('premium', '77', 'fee'), rates: arbRates(0) }), {
          maxLength: 3,
        }),
        compression: fc.constantFrom('none' as const, 'standard' as const),
        depth: fc.integer({ min: 1, max: 8 }),
        qualification: fc.constantFrom('active' as const, 'none' as const),
        rounding: fc.constantFrom('half_even' as const, 'half_up' as const, 'floor' as const),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    activity: fc.oneof(
      fc.constant<SimpleActivity>({ kind: 'none' }),
      fc.constantFrom<SimpleActivity>(
        { kind: 'customer_volume', volume: 'net', at_least: '40.00' },
        { kind: 'customer_orders', at_least: 1 },
        { kind: 'personal_volume', volume: 'net', at_least: '60' },
      ),
    ),
  })
  .map(({ walks, activity }) => {
    const plan = defaultPlan({ name: 'Random', currency: 'EUR', cadence: 'month' });
    const base = at(plan.components, 0);
    const components = walks.map((walk, index) => ({
      ...base,
      id: `walk_${index}`,
      rates: { kind: 'by_level' as const, levels: walk.rates },
      tagged_rates: walk.tagged.map(({ table, rates }) => ({
        match: table === '77' ? ('collection' as const) : ('tag' as const),
        value: table,
        rates: { kind: 'by_level' as const, levels: rates },
      })),
      compression: { kind: walk.compression },
      max_physical_depth: walk.depth,
      qualification: { kind: walk.qualification },
      rounding: walk.rounding,
    }));
    return { ...plan, activity, components };
  });

/** Up to 14 partners with moves and status changes inside the period, late and own orders, refunds, several products. */
export const arbNetwork: fc.Arbitrary<Network> = fc
  .record({
    people: fc.array(
      fc.record({
        sponsor: fc.nat(),
        joined: fc.integer({ min: 0, max: 1500 }),
        move: fc.option(fc.record({ to: fc.nat(), at: fc.integer({ min: 900, max: 2100 }) })),
        change: fc.option(
          fc.record({
            to: fc.constantFrom(STATUS.active, STATUS.suspended, STATUS.terminated),
            at: fc.integer({ min: 0, max: 2100 }),
          }),
        ),
        wasActive: fc.boolean(),
      }),
      { minLength: 1, maxLength: 14 },
    ),
    orders: fc.array(
      fc.record({
        partner: fc.nat(),
        isOwn: fc.boolean(),
        asOf: fc.integer({ min: 500, max: 1999 }),
        lines: fc.array(
          fc.record({
            productClass: fc.nat({ max: 3 }),
            base: fc.integer({ min: -3000, max: 20_000 }),
            earns: fc.boolean(),
          }),
          { minLength: 1, maxLength: 4 },
        ),
      }),
      { maxLength: 12 },
    ),
  })
  .map(({ people, orders }) => {
    // A sponsor always has the lower number, so that no date can close a circle.
    const sponsorFor = (index: number, pick: number) => (pick % (index + 1) === 0 ? 0 : 1000 + (pick % (index + 1)));
    return {
      partners: people.map(({ joined }, index) => ({ number: 1001 + index, joinedMs: joined })),
      edges: people.flatMap(({ sponsor, move }, index) => [
        { partner: 1001 + index, sponsor: sponsorFor(index, sponsor), from: 0, seq: index },
        ...(move === null
          ? []
          : [{ partner: 1001 + index, sponsor: sponsorFor(index, move.to), from: move.at, seq: 100 + index }]),
      ]),
      statuses: people.flatMap(({ change }, index) => [
        { partner: 1001 + index, status: STATUS.active, from: 0, seq: 200 + index },
        ...(change === null ? [] : [{ partner: 1001 + index, status: change.to, from: change.at, seq: 300 + index }]),
      ]),
      classes: CLASSES,
      orders: orders.map(({ partner, isOwn, asOf }, index) => ({
        key: 9_000_000 - index * 17,
        partner: partner % (people.length + 1) === 0 ? 0 : 1000 + (partner % (people.length + 1)),
        isOwn,
        asOf,
        late: asOf < PERIOD.startMs,
      })),
      entries: orders.flatMap(({ lines }, order) => lines.map((line) => ({ order, ...line }))),
      activeBefore: people.flatMap(({ wasActive }, index) => (wasActive ? [1001 + index] : [])),
    };
  });
