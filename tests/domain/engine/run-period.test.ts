import fc from 'fast-check';
import { expect, test } from 'vitest';
import { STATUS } from '#app/domain/engine/facts.ts';
import { NO_PRIOR } from '#app/domain/engine/prior-state.ts';
import { runPeriod } from '#app/domain/engine/run-period.ts';
import type { RunResult } from '#app/domain/engine/run-result.ts';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import { parsePlan } from '#app/domain/plan/parse-plan.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import {
  arbNetwork,
  arbPlan,
  at,
  factsOf,
  PERIOD,
  priorOf,
  type Network,
} from '#tests/domain/engine/arbitrary-network.ts';
import { naiveRun } from '#tests/domain/engine/naive-run.ts';
import { runs } from '#tests/runs.ts';

const run = (network: Network, plan: Plan, planBefore: Plan = plan) =>
  runPeriod(factsOf(network), plan, priorOf(network, planBefore), () => undefined);

/** Rows as text, in the terms of the facts: key, earner, component, level, rate, base, amount. */
function rowsOf(result: RunResult, network: Network): string[] {
  const { rows } = result;
  return Array.from({ length: rows.count }, (_, row) =>
    [
      at(network.orders, at(rows.orderIndex, row)).key,
      rows.earner[row],
      rows.component[row],
      rows.level[row],
      rows.ratePpm[row],
      rows.base[row],
      rows.amountMinor[row],
    ].join(' '),
  );
}

const shuffled = <T>(items: readonly T[], seed: number): T[] =>
  items
    .map((item, index) => ({ item, by: (Math.imul(index + 1, 2654435761 ^ seed) >>> 0) % 1009 }))
    .sort((a, b) => a.by - b.by)
    .map(({ item }) => item);

// Goal: the same cents as an implementation that shares nothing with the engine. Method: recursion over records, bigints.
test('a run pays what a naive recursion pays', () => {
  fc.assert(
    fc.property(arbNetwork, arbPlan, (network, plan) => {
      expect(rowsOf(run(network, plan), network)).toEqual(naiveRun(network, plan));
    }),
    runs(600),
  );
});

// Goal: design 9.9 and 9.19. Method: each half of the rows stands in a run that knows one of the plans only.
test('a late order is paid by the plan of the period it belongs to, every other by the period’s own', () => {
  fc.assert(
    fc.property(arbNetwork, arbPlan, arbPlan, (network, plan, planBefore) => {
      const late = new Set(network.orders.filter((order) => order.late).map(({ key }) => String(key)));
      const isLate = (row: string) => late.has(row.split(' ')[0] ?? '');
      const own = rowsOf(run(network, plan), network).filter((row) => !isLate(row));
      const before = rowsOf(run(network, planBefore), network).filter(isLate);
      const rows = rowsOf(run(network, plan, planBefore), network);
      expect(rows.filter((row) => !isLate(row))).toEqual(own);
      expect(rows.filter(isLate)).toEqual(before);
    }),
    runs(250),
  );
});

test('what is paid and what is not add up to the budget, by order, by component and in all', () => {
  fc.assert(
    fc.property(arbNetwork, arbPlan, (network, plan) => {
      const { rows, orders, totals, partners } = run(network, plan);
      const paid = new Float64Array(orders.paidMinor.length);
      for (let row = 0; row < rows.count; row++) {
        const order = at(rows.orderIndex, row);
        paid[order] = at(paid, order) + at(rows.amountMinor, row);
      }
      expect(paid).toEqual(orders.paidMinor);
      orders.budgetMinor.forEach((budget, order) =>
        expect(budget).toBe(at(paid, order) + at(orders.breakageMinor, order)),
      );
      for (const component of totals.components)
        expect(component.budgetMinor).toBe(component.paidMinor + component.breakageMinor);
      const earned = partners.earnedMinor.flatMap((column) => [...column]).reduce((sum, amount) => sum + amount, 0);
      expect(earned).toBe(totals.paidMinor);
      expect(totals.budgetMinor).toBe(totals.paidMinor + totals.breakageMinor);
    }),
  );
});

test('the order in which facts are read changes nothing, and a second run gives the same bytes', () => {
  fc.assert(
    fc.property(arbNetwork, arbPlan, fc.nat(), (network, plan, seed) => {
      const places = shuffled(
        network.orders.map((_, index) => index),
        seed,
      );
      const other: Network = {
        ...network,
        partners: shuffled(network.partners, seed),
        edges: shuffled(network.edges, seed),
        statuses: shuffled(network.statuses, seed),
        classes: network.classes,
        orders: places.map((place) => at(network.orders, place)),
        entries: shuffled(network.entries, seed).map((entry) => ({ ...entry, order: places.indexOf(entry.order) })),
      };
      const [first, again, second] = [run(network, plan), run(network, plan), run(other, plan)];
      expect(again.rowHash).toBe(first.rowHash);
      expect(rowsOf(second, other)).toEqual(rowsOf(first, network));
      expect([second.rowHash, second.inputHash]).toEqual([first.rowHash, first.inputHash]);
      expect(second.partners).toEqual(first.partners);
    }),
  );
});

test('partners, trees and orders that have nothing to do with each other do not meet', () => {
  fc.assert(
    fc.property(arbNetwork, arbNetwork, arbPlan, (network, stranger, plan) => {
      const far = 5000;
      const both: Network = {
        ...network,
        partners: [
          ...network.partners,
          ...stranger.partners.map((partner) => ({ ...partner, number: partner.number + far })),
        ],
        edges: [
          ...network.edges,
          ...stranger.edges.map((edge) => ({
            ...edge,
            partner: edge.partner + far,
            sponsor: edge.sponsor === 0 ? 0 : edge.sponsor + far,
          })),
        ],
        statuses: [
          ...network.statuses,
          ...stranger.statuses.map((status) => ({ ...status, partner: status.partner + far })),
        ],
        orders: [
          ...network.orders,
          ...stranger.orders.map((order) => ({
            ...order,
            key: order.key + 50_000_000,
            partner: order.partner === 0 ? 0 : order.partner + far,
          })),
        ],
        entries: [
          ...network.entries,
          ...stranger.entries.map((entry) => ({ ...entry, order: entry.order + network.orders.length })),
        ],
        activeBefore: [...network.activeBefore, ...stranger.activeBefore.map((number) => number + far)],
      };
      const ours = rowsOf(run(both, plan), both).filter((row) => Number(row.split(' ')[0]) < 50_000_000 - 17 * 12);
      expect(ours).toEqual(rowsOf(run(network, plan), network));
    }),
  );
});

test('a larger base never pays anybody less', () => {
  fc.assert(
    fc.property(arbNetwork, arbPlan, fc.nat(), fc.integer({ min: 1, max: 5000 }), (network, plan, pick, more) => {
      fc.pre(network.entries.length > 0);
      const raisedAt = pick % network.entries.length;
      const raised = {
        ...network,
        entries: network.entries.map((entry, index) =>
          index === raisedAt ? { ...entry, base: entry.base + more } : entry,
        ),
      };
      const unconditional: Plan = { ...plan, activity: { kind: 'none' } }; // else the raise could make somebody active and move levels
      const [before, after] = [run(network, unconditional), run(raised, unconditional)];
      before.partners.earnedMinor.forEach((column, component) =>
        column.forEach((earned, partner) =>
          expect(at(at(after.partners.earnedMinor, component), partner)).toBeGreaterThanOrEqual(earned),
        ),
      );
    }),
  );
});

/** A network of active partners in which `sponsorOf` names everybody's sponsor, and one order of 100.00. */
function networkOf(count: number, sponsorOf: (index: number) => number, buyerIndex: number): Network {
  const numbers = Array.from({ length: count }, (_, index) => 1001 + index);
  return {
    partners: numbers.map((number) => ({ number, joinedMs: 0 })),
    edges: numbers.map((partner, index) => ({ partner, sponsor: sponsorOf(index), from: 0, seq: index })),
    statuses: numbers.map((partner, index) => ({ partner, status: STATUS.active, from: 0, seq: index })),
    classes: [{ tags: [], collections: [] }],
    orders: [{ key: 1, partner: 1001 + buyerIndex, isOwn: false, asOf: PERIOD.startMs, late: false }],
    entries: [{ order: 0, productClass: 0, base: 10_000, earns: true }],
    activeBefore: [],
  };
}

test('a chain of 10,000 has one long index, and its last partner is 10,000 deep', () => {
  const network = networkOf(10_000, (index) => (index === 0 ? 0 : 1000 + index), 9_999);
  const { partners, rows } = run(network, defaultPlan({ name: 'Chain', currency: 'EUR', cadence: 'month' }));
  expect([...rows.earner]).toEqual([11_000, 10_999, 10_998]);
  expect(partners.depth.at(-1)).toBe(10_000);
  expect(partners.teamVolume[1]).toBe(10_000);
  expect(at(partners.subtreeEnd, 1) - at(partners.position, 1) - 1).toBe(9_999);
});

test('a star of 50,000 pays its centre', () => {
  const network = networkOf(50_001, (index) => (index === 0 ? 0 : 1001), 50_000);
  const { partners, rows } = run(network, defaultPlan({ name: 'Star', currency: 'EUR', cadence: 'month' }));
  expect([...rows.earner]).toEqual([51_001, 1001]);
  expect(at(partners.subtreeEnd, 1) - at(partners.position, 1) - 1).toBe(50_000);
});

test('inactive partners take no level under standard compression and use one up without', () => {
  const network = networkOf(12, (index) => (index === 0 ? 0 : 1000 + index), 11);
  for (const status of network.statuses.slice(1, 11)) status.status = STATUS.suspended;
  const plan = defaultPlan({ name: 'Line', currency: 'EUR', cadence: 'month' });
  const component = at(plan.components, 0);
  expect(rowsOf(run(network, plan), network)).toEqual(['1 1012 0 1 100000 10000 1000', '1 1001 0 2 50000 10000 500']);
  const uncompressed: Plan = { ...plan, components: [{ ...component, compression: { kind: 'none' } }] };
  const { rows, totals } = run(network, uncompressed);
  expect([...rows.earner]).toEqual([1012]);
  expect(totals.breakageMinor).toBe(800);
});

test('products of equal rate are one row and rounded once, of the other rate another', () => {
  const network = networkOf(1, () => 0, 0);
  network.classes = [
    { tags: [], collections: [] },
    { tags: ['same'], collections: [] },
    { tags: ['other'], collections: [] },
  ];
  network.entries = [0, 1, 2].map((productClass) => ({ order: 0, productClass, base: 13, earns: true }));
  const plan = defaultPlan({ name: 'Rates', currency: 'EUR', cadence: 'month' });
  const component = {
    ...at(plan.components, 0),
    rates: { kind: 'by_level' as const, levels: ['0.05'] },
    tagged_rates: [
      { match: 'tag' as const, value: 'same', rates: { kind: 'by_level' as const, levels: ['0.050'] } },
      { match: 'tag' as const, value: 'other', rates: { kind: 'by_level' as const, levels: ['0.04'] } },
    ],
  };
  // 5 % of 0.26 is 1.3 cents; rounded line by line it would have been 2. 4 % of 0.13 is 0.52 cents, one cent.
  expect(rowsOf(run(network, { ...plan, components: [component] }), network)).toEqual([
    '1 1001 0 1 50000 26 1',
    '1 1001 0 1 40000 13 1',
  ]);
});

test('a circle of sponsors ends the run before it says anything, whenever it closes', () => {
  const network = networkOf(3, (index) => (index === 0 ? 0 : 1000 + index), 2);
  network.edges.push({ partner: 1001, sponsor: 1003, from: 1500, seq: 99 });
  const plan = defaultPlan({ name: 'Circle', currency: 'EUR', cadence: 'month' });
  expect(() => run(network, plan)).toThrow('a circle in the tree: 1001 > 1003 > 1002 > 1001');
  at(network.edges, 3).from = 0;
  expect(() => run(network, plan)).toThrow('a circle in the tree');
  at(network.edges, 3).from = PERIOD.endMs;
  expect(run(network, plan).rows.count).toBe(3);
});

test('amounts that integers in doubles could not hold are refused at the entrance, the largest below is exact', () => {
  const network = networkOf(1, () => 0, 0);
  const plan = defaultPlan({ name: 'Bounds', currency: 'EUR', cadence: 'month' });
  // A plan that pays up to 18 % could cost, rounded up, 1 for a base of 1, and 1 for what rounding adds.
  const most = Math.floor(Number.MAX_SAFE_INTEGER / 100 / 2);
  at(network.entries, 0).base = most;
  expect(rowsOf(run(network, plan), network)).toEqual(naiveRun(network, plan));
  at(network.entries, 0).base = most + 1;
  expect(() => run(network, plan)).toThrow('beyond what integers below 2^53 hold');
  at(network.entries, 0).base = 0.5;
  expect(() => run(network, plan)).toThrow('net that is no integer');
});

test('facts that contradict each other end the run', () => {
  const plan = defaultPlan({ name: 'Broken', currency: 'EUR', cadence: 'month' });
  const broken = (change: (network: Network) => void) => {
    const network = networkOf(2, () => 0, 1);
    change(network);
    return () => run(network, plan);
  };
  expect(broken(({ orders }) => (at(orders, 0).partner = 999))).toThrow('an unknown partner in order: 999');
  expect(broken(({ orders }) => (at(orders, 0).asOf = PERIOD.endMs))).toThrow('an order after the period');
  expect(broken(({ orders }) => (at(orders, 0).late = true))).not.toThrow();
  expect(broken(({ partners }) => partners.push({ number: 1001, joinedMs: 0 }))).toThrow('a partner twice');
  expect(broken(({ activeBefore }) => activeBefore.push(4711))).toThrow('an unknown partner in prior period: 4711');
});

test('a sponsor who does not exist is reported, and the house account takes the place', () => {
  const network = networkOf(2, (index) => (index === 0 ? 0 : 4711), 1);
  const { orphans, rows, partners } = run(network, defaultPlan({ name: 'Orphan', currency: 'EUR', cadence: 'month' }));
  expect(orphans).toEqual([1002]);
  expect([...rows.earner]).toEqual([1002]);
  expect(partners.sponsor[2]).toBe(0);
});

test('a refund of an accepted order lowers volume and gives no rows', () => {
  const network = networkOf(2, (index) => (index === 0 ? 0 : 1001), 1);
  network.orders.push({ key: 2, partner: 1002, isOwn: false, asOf: 900, late: true });
  network.entries.push({ order: 1, productClass: 0, base: -4_000, earns: false });
  const { partners, rows } = run(network, defaultPlan({ name: 'Refund', currency: 'EUR', cadence: 'month' }));
  expect([...partners.customerVolume]).toEqual([0, 0, 6_000]);
  expect([...partners.customerOrders]).toEqual([0, 0, 1]);
  expect([...rows.base]).toEqual([10_000, 10_000]);
});

test('a run tells how far it is, and whatever it is told by throwing ends it', () => {
  const network = networkOf(2, () => 0, 1);
  const plan = defaultPlan({ name: 'Progress', currency: 'EUR', cadence: 'month' });
  const seen: number[] = [];
  runPeriod(factsOf(network), plan, NO_PRIOR, ({ ordersDone }) => seen.push(ordersDone));
  expect(seen).toEqual([0, 1]);
  const cancel = () => {
    throw new Error('cancelled');
  };
  expect(() => runPeriod(factsOf(network), plan, NO_PRIOR, cancel)).toThrow('cancelled');
});

test('the plan of the set-up form is one that the parser takes', () => {
  const plan = defaultPlan({ name: 'First', currency: 'EUR', cadence: 'month' });
  expect(parsePlan(JSON.parse(JSON.stringify(plan)))).toEqual({ ok: true, plan });
});

test('every fact that is read changes the hash of the input', () => {
  const network = networkOf(3, (index) => (index === 0 ? 0 : 1001), 2);
  const plan = defaultPlan({ name: 'Hash', currency: 'EUR', cadence: 'month' });
  const changed: Network[] = [
    { ...network, partners: network.partners.map((partner) => ({ ...partner, joinedMs: partner.joinedMs + 1 })) },
    { ...network, edges: [...network.edges, { partner: 1003, sponsor: 1002, from: 1999, seq: 50 }] },
    { ...network, statuses: network.statuses.map((status) => ({ ...status, seq: status.seq + 1 })) },
    { ...network, orders: network.orders.map((order) => ({ ...order, asOf: order.asOf + 1 })) },
    { ...network, orders: network.orders.map((order) => ({ ...order, isOwn: true })) },
    { ...network, entries: network.entries.map((entry) => ({ ...entry, base: entry.base + 1 })) },
    { ...network, entries: network.entries.map((entry) => ({ ...entry, earns: false })) },
    { ...network, classes: [{ tags: ['x'], collections: [] }] },
    { ...network, activeBefore: [1001] },
  ];
  const hashes = [network, ...changed].map((facts) => run(facts, plan).inputHash);
  expect(new Set([...hashes, run(network, { ...plan, name: 'Other' }).inputHash]).size).toBe(changed.length + 2);
});
