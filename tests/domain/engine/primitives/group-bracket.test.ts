import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PERIOD_FIELDS, periodRows, runMonth, type PeriodWorld } from '#tests/domain/engine/primitives/period-world.ts';

const BRACKETS = {
  ...PERIOD_FIELDS,
  kind: 'group_bracket',
  tree: 'sponsor',
  base: { volume: 'net', factor: '1' },
  bracket_volume: 'net',
  brackets: [
    { at_least: '100', rate: '0.03' },
    { at_least: '300', rate: '0.06' },
    { at_least: '600', rate: '0.09' },
  ],
  unqualified_blocks: false,
  pay_buyer: true,
} as const;

const centsOf = (text: string) => Number(text.replace('.', ''));

/** What each partner earns in all, in cents. */
function sums(result: ReturnType<typeof runMonth>): Map<number, number> {
  const earned = new Map<number, number>();
  for (const { earner, amount } of result.rows) earned.set(earner, (earned.get(earner) ?? 0) + centsOf(amount));
  return earned;
}

test('126,000 less 14,400, 14,400, 5,400 and 36,000 is 55,800 (DIF-01)', () => {
  const ladder: [string, string][] = [
    ['300', '0.06'],
    ['1000', '0.09'],
    ['2000', '0.12'],
    ['4000', '0.15'],
    ['7000', '0.18'],
    ['10000', '0.21'],
  ];
  // One point per sixty of money: PV decides, the sixtyfold is paid.
  const base = { volume: 'net', factor: '60' };
  const brackets = ladder.map(([least, rate]) => ({ at_least: least, rate }));
  const result = runMonth(
    {
      people: [{ sponsor: 0 }, { sponsor: 1 }, { sponsor: 1 }, { sponsor: 1 }, { sponsor: 1 }],
      bought: [1000, 2000, 2000, 1000, 4000].map((points, index) => ({
        partner: index + 1,
        net: points * 100,
        own: true,
      })),
    },
    [{ ...BRACKETS, base, brackets }],
  );
  expect([...sums(result)].sort(([a], [b]) => a - b)).toEqual([
    [1, 5_580_000],
    [2, 1_440_000],
    [3, 1_440_000],
    [4, 540_000],
    [5, 3_600_000],
  ]);
  expect(periodRows(result)).toContain('1 5 1 0.06 4000.00 14400.00');
});

const tree = (...people: { isActive?: boolean; net: number; own?: boolean }[]): PeriodWorld => ({
  people: people.map(({ isActive = true }, index) => ({ sponsor: index, isActive })),
  bought: people.map(({ net, own = false }, index) => ({ partner: index + 1, net, own })),
});

test('who does not qualify lets his difference pass up, or keeps it from those above', () => {
  const given = tree({ net: 30_000 }, { isActive: false, net: 20_000 }, { net: 10_000 });
  const passes = runMonth(given, [BRACKETS]);
  expect(periodRows(passes)).toEqual(['3 3 0 0.03 100.00 3.00', '1 3 1 0.06 100.00 6.00', '1 1 0 0.09 500.00 45.00']);
  const blocks = runMonth(given, [{ ...BRACKETS, unqualified_blocks: true }]);
  expect(periodRows(blocks)).toEqual(['3 3 0 0.03 100.00 3.00', '1 2 1 0.03 300.00 9.00', '1 1 0 0.09 300.00 27.00']);
});

test('own purchases of somebody who is not paid for them are volume of those above', () => {
  const given = tree({ net: 0 }, { net: 40_000, own: true });
  expect(periodRows(runMonth(given, [{ ...BRACKETS, pay_buyer: false }]))).toEqual(['1 1 0 0.06 400.00 24.00']);
});

/** The path form of plans 2.2: order by order, upwards, the difference to the highest qualified rate so far. */
function byPath({ people, bought }: PeriodWorld, { blocks, paysBuyer }: { blocks: boolean; paysBuyer: boolean }) {
  const group = (head: number): number =>
    bought.reduce((sum, { partner, net }) => (partner === head ? sum + net : sum), 0) +
    people.reduce((sum, { sponsor }, index) => (sponsor === head ? sum + group(index + 1) : sum), 0);
  const rate = (partner: number) =>
    [60_000, 30_000, 10_000].reduce((percent, least) => percent + (group(partner) >= least ? 3 : 0), 0);
  const earned = new Map<number, number>();
  for (const { partner, net, own = false } of bought) {
    let most = 0;
    let above = own && !paysBuyer ? (people[partner - 1]?.sponsor ?? 0) : partner;
    for (; above > 0; above = people[above - 1]?.sponsor ?? 0) {
      const isActive = people[above - 1]?.isActive ?? false;
      const difference = rate(above) - most;
      if (difference <= 0 || (!isActive && !blocks)) continue;
      if (isActive) earned.set(above, (earned.get(above) ?? 0) + (net * difference) / 100);
      most = rate(above);
    }
  }
  return new Map([...earned].filter(([, amount]) => amount > 0));
}

const arbDrawn = fc.array(
  fc.record({
    pick: fc.nat(),
    isActive: fc.integer({ min: 0, max: 3 }).map((figure) => figure > 0),
    hundreds: fc.nat({ max: 300 }),
    own: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);

// Goal: both forms of plans 2.2 pay the same, where qualification is treated alike. Method: whole hundreds, so nothing is rounded.
test('groups pay what the path form pays order by order, and never more than the highest bracket', () => {
  fc.assert(
    fc.property(arbDrawn, fc.boolean(), fc.boolean(), (drawn, blocks, paysBuyer) => {
      const given: PeriodWorld = {
        people: drawn.map(({ pick, isActive }, index) => ({ sponsor: pick % (index + 1), isActive })),
        bought: drawn.map(({ hundreds, own }, index) => ({ partner: index + 1, net: hundreds * 100, own })),
      };
      const component = { ...BRACKETS, unqualified_blocks: blocks, pay_buyer: paysBuyer };
      const result = runMonth(given, [component]);
      expect(sums(result)).toEqual(byPath(given, { blocks, paysBuyer }));
      const volume = drawn.reduce((sum, { hundreds }) => sum + hundreds * 100, 0);
      expect(centsOf(result.totals.budget)).toBe((volume * 9) / 100);
      expect(runMonth(given, [component], { reversed: true }).row_hash).toBe(result.row_hash);
    }),
    { numRuns: 60 },
  );
});

test('a group that refunds made smaller than one below it has no part in that one', () => {
  const given: PeriodWorld = {
    people: [{ sponsor: 0 }, { sponsor: 1 }, { sponsor: 2 }],
    bought: [
      { partner: 1, net: 60_000 },
      { partner: 2, net: -25_000 },
      { partner: 3, net: 30_000 },
    ],
  };
  expect(periodRows(runMonth(given, [BRACKETS]))).toEqual([
    '3 3 0 0.06 300.00 18.00',
    '1 3 1 0.03 300.00 9.00',
    '1 1 0 0.09 600.00 54.00',
  ]);
});
