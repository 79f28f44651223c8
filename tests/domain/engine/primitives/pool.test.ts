import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate } from '#app/domain/money/allocate.ts';
import { minor } from '#app/domain/money/minor.ts';
import { PERIOD_FIELDS, runMonth, type PeriodWorld } from '#tests/domain/engine/primitives/period-world.ts';
import { planWith } from '#tests/domain/engine/primitives/world.ts';

const POOL = {
  ...PERIOD_FIELDS,
  kind: 'pool',
  base: { volume: 'net', factor: '1' },
  rate: '0.02',
  shares: { kind: 'equal' },
  top: null,
  no_qualifiers: 'company_keeps',
} as const;

const centsOf = (text: string) => Number(text.replace('.', ''));
const paid = (result: ReturnType<typeof runMonth>) => result.rows.map(({ earner, amount }) => `${earner} ${amount}`);

const worldOf = (...people: { rank?: number; isActive?: boolean; net: number }[]): PeriodWorld => ({
  people: people.map(({ rank = 0, isActive = true }) => ({ sponsor: 0, rank, isActive })),
  bought: people.map(({ net }, index) => ({ partner: index + 1, net })),
});

test('a fund is shared by rank without rounding the value of a share (POOL-03)', () => {
  const shares = {
    kind: 'by_rank',
    ranks: [
      { rank: 'r1', shares: 84 },
      { rank: 'r2', shares: 96 },
      { rank: 'r3', shares: 120 },
    ],
  };
  const given = worldOf({ rank: 1, net: 800_000_000 }, { rank: 2, net: 0 }, { rank: 3, net: 0 });
  const result = runMonth(given, [{ ...POOL, rate: '0.0025', shares }]);
  expect(paid(result)).toEqual(['1 5600.00', '2 6400.00', '3 8000.00']);
  expect(result.rows[0]).toMatchObject({ base: '8000000.00', rate: '0.0025', source: 0 });
});

test('points of every rule that is met are added (POOL-01)', () => {
  const volume = (atLeast: string) => ({ kind: 'personal_volume', volume: 'net', at_least: atLeast });
  const rules = [
    { points: 20, when: volume('50') },
    { points: 5, when: volume('100') },
  ];
  const result = runMonth(worldOf({ net: 10_000 }), [{ ...POOL, rate: '0.45', shares: { kind: 'points', rules } }]);
  expect(paid(result)).toEqual(['1 45.00']);
  const two = runMonth(worldOf({ net: 10_000 }, { net: 5_000 }), [{ ...POOL, shares: { kind: 'points', rules } }]);
  expect(paid(two)).toEqual(['1 1.67', '2 1.33']);
});

test('the first places share the fund; at equal volume the earlier last sale, then the lower number, comes first', () => {
  const shares = { kind: 'by_volume', figure: 'personal_volume', volume: 'net' };
  const given = worldOf({ net: 100 }, { net: 300 }, { net: 300 }, { net: 300 }, { net: 900 });
  expect(paid(runMonth(given, [{ ...POOL, rate: '1', shares, top: 3 }]))).toEqual(['2 3.80', '3 3.80', '5 11.40']);
});

test('nobody qualifies: the fund stays with the company, or waits for whoever qualifies next', () => {
  const nobody = worldOf({ isActive: false, net: 10_000 });
  const kept = runMonth(nobody, [POOL]);
  expect(kept.totals).toMatchObject({ budget: '2.00', paid: '0.00', breakage: '2.00' });
  expect(kept.state.components['tested']).toEqual({});
  const carried = runMonth(nobody, [{ ...POOL, no_qualifiers: 'carries' }]);
  expect(carried.totals).toMatchObject({ budget: '0.00', breakage: '0.00' });
  const next = runMonth(worldOf({ net: 5_000 }), [{ ...POOL, no_qualifiers: 'carries' }], {
    state: carried.state,
    month: 2,
  });
  expect(paid(next)).toEqual(['1 3.00']);
  expect(next.state.components['tested']).toEqual({});
});

test('orders that belong to nobody count where the plan says so, and refunds lower the fund', () => {
  const given: PeriodWorld = {
    ...worldOf({ net: 10_000 }),
    bought: [
      { partner: 1, net: 10_000 },
      { partner: 0, net: 5_000 },
    ],
  };
  const { volumes } = planWith([]);
  expect(paid(runMonth(given, [POOL]))).toEqual(['1 2.00']);
  const counted = { plan: { volumes: { ...volumes, unattributed_counts: true } } };
  expect(paid(runMonth(given, [POOL], counted))).toEqual(['1 3.00']);
  const refunded = { ...given, bought: [...given.bought, { partner: 1, net: -4_000 }] };
  expect(paid(runMonth(refunded, [POOL]))).toEqual(['1 1.20']);
  expect(paid(runMonth({ ...given, bought: [{ partner: 1, net: -4_000 }] }, [POOL]))).toEqual([]);
});

// Goal: the fund, to the cent, by weights. Method: the weights once more, split by `allocate` alone.
test('the rows of a pool add up to its fund and follow the weights, whatever order facts have', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ rank: fc.nat({ max: 3 }), isActive: fc.boolean(), net: fc.nat({ max: 99_999 }) }), {
        minLength: 1,
        maxLength: 9,
      }),
      fc.constantFrom('equal' as const, 'by_rank' as const, 'by_volume' as const),
      (people, kind) => {
        const ranks = [1, 2, 3].map((place) => ({ rank: `r${place}`, shares: place * 7 }));
        const shares = {
          equal: { kind },
          by_rank: { kind, ranks },
          by_volume: { kind, figure: 'personal_volume', volume: 'net' },
        }[kind];
        const component = { ...POOL, shares, rounding: 'floor' };
        const result = runMonth(worldOf(...people), [component]);
        const weights = people.map(({ rank, isActive, net }) =>
          isActive ? BigInt({ equal: 1, by_rank: rank * 7, by_volume: net }[kind]) : 0n,
        );
        const fund = BigInt(people.reduce((sum, { net }) => sum + net, 0)) / 50n;
        const parts = weights.some((weight) => weight > 0n) ? allocate(minor(fund), weights) : [];
        const expected = parts.flatMap((part, index) => (part > 0n ? [`${index + 1} ${part}`] : []));
        expect(result.rows.map(({ earner, amount }) => `${earner} ${centsOf(amount)}`)).toEqual(expected);
        expect(runMonth(worldOf(...people), [component], { reversed: true }).row_hash).toBe(result.row_hash);
      },
    ),
    { numRuns: 40 },
  );
});
