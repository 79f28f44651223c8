import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseState } from '#app/domain/case/case-schema.ts';
import { Fraction } from '#app/domain/engine/fraction.ts';
import { matcherOf } from '#app/domain/engine/pairing/matcher.ts';
import { BINARY_FIELDS, carry, cents, CYCLES, paid, world } from '#tests/domain/engine/primitives/binary-world.ts';
import { periodRows, runMonth, type PeriodWorld } from '#tests/domain/engine/primitives/period-world.ts';

test('the excess of the strong leg waits for the weak one (BIN-01)', () => {
  const first = runMonth(world(cents(200), cents(500)), [BINARY_FIELDS]);
  expect(paid(first)).toEqual(['20.00']);
  expect(carry(first.state)).toEqual([0, 300]);
  const second = runMonth(world(cents(400), cents(100)), [BINARY_FIELDS], { state: first.state, month: 2 });
  expect(paid(second)).toEqual(['40.00']);
  expect(carry(second.state)).toEqual([0, 0]);
});

test('what is beyond the cap is neither paid nor carried (BIN-03)', () => {
  const cap = { kind: 'amount', amount: '25.00' };
  const result = runMonth(world(cents(500), cents(500)), [{ ...BINARY_FIELDS, carry: 'flush', cap }]);
  expect(paid(result)).toEqual(['25.00']);
  expect(result.totals).toMatchObject({ budget: '50.00', breakage: '25.00' });
  expect(carry(result.state)).toEqual([0, 0]);
});

test('volume flows through somebody inactive, who does not earn himself (BIN-06)', () => {
  const given: PeriodWorld = {
    people: [{ sponsor: 0 }, { sponsor: 1, isActive: false }, { sponsor: 1 }, { sponsor: 2 }],
    seats: [
      { owner: 1, parent: 0, slot: 0 },
      { owner: 2, parent: 1, slot: 0 },
      { owner: 3, parent: 1, slot: 1 },
      { owner: 4, parent: 2, slot: 0 },
    ],
    bought: [
      { partner: 4, net: cents(300) },
      { partner: 3, net: cents(300) },
    ],
  };
  expect(periodRows(runMonth(given, [{ ...BINARY_FIELDS, carry: 'flush' }]))).toEqual(['1 1 0 0.1 300.00 30.00']);
});

test('cycles pay whole units; a cap takes money and no volume, or keeps the volume for later (BIN-08, BIN-09)', () => {
  const given = world(cents(500), cents(400));
  const cap = { kind: 'amount', amount: '30.00' };
  const capped = runMonth(given, [{ ...CYCLES, cap }]);
  const kept = runMonth(given, [{ ...CYCLES, cap, cap_consumes_volume: false }]);
  expect(paid(runMonth(given, [CYCLES]))).toEqual(['40.00']);
  expect(carry(runMonth(given, [CYCLES]).state)).toEqual([100, 0]);
  expect([paid(capped), carry(capped.state)]).toEqual([['30.00'], [100, 0]]);
  expect([paid(kept), carry(kept.state)]).toEqual([['20.00'], [300, 200]]);
});

test('a fixed amount per cycle leaves the strong leg what it has (BIN-13)', () => {
  const mode = { ...CYCLES.mode, pay: { kind: 'amount', amount: '20.00' } };
  const result = runMonth(world(cents(1800), cents(20_800)), [{ ...CYCLES, mode }]);
  expect(paid(result)).toEqual(['180.00']);
  expect(carry(result.state)).toEqual([0, 19_000]);
});

test('the highest step that both legs reach is paid, the rest stays on both (BIN-11)', () => {
  const steps = {
    kind: 'steps',
    steps: [
      { volume: '1000', amount: '150' },
      { volume: '2000', amount: '400' },
      { volume: '3000', amount: '700' },
    ],
  };
  const result = runMonth(world(cents(3500), cents(2500)), [{ ...BINARY_FIELDS, mode: steps, carry_cap: '5000' }]);
  expect(paid(result)).toEqual(['400.00']);
  expect(carry(result.state)).toEqual([1500, 500]);
});

test('who does not qualify keeps both legs under net_off and loses the pairs under carry_forward (BIN-15, BIN-16)', () => {
  const given = world(cents(800), cents(300), false);
  const kept = runMonth(given, [{ ...BINARY_FIELDS, carry: 'net_off' }]);
  const lost = runMonth(given, [BINARY_FIELDS]);
  expect([paid(kept), carry(kept.state)]).toEqual([[], [800, 300]]);
  expect([paid(lost), carry(lost.state)]).toEqual([[], [500, 0]]);
  expect(lost.totals).toMatchObject({ budget: '30.00', paid: '0.00', breakage: '30.00' });
});

test('by ratio the rate shrinks with the balance of the legs', () => {
  const mode = { kind: 'percent', rate: '0.10', of: 'volume_ratio' };
  expect(paid(runMonth(world(cents(3000), cents(5000)), [{ ...BINARY_FIELDS, mode }]))).toEqual(['180.00']);
});

test('where either leg may be the stronger one, as many cycles are found as a search finds', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 40 }),
      fc.nat({ max: 40 }),
      fc.constantFrom([1, 2], [2, 1], [1, 3], [2, 3]),
      (left, right, [a = 1, b = 1]) => {
        let most = 0;
        for (let written = 0; written <= 40; written++) {
          for (let turned = 0; turned <= 40; turned++) {
            if (written * a + turned * b <= left && written * b + turned * a <= right)
              most = Math.max(most, written + turned);
          }
        }
        const matcher = matcherOf(
          { kind: 'cycles', left: String(a), right: String(b), sides: 'either', pay: { kind: 'amount', amount: '1' } },
          { volume: Number, money: Number, share: () => new Fraction(1n, 1n), rounding: 'floor' },
        );
        matcher.of(left, right);
        const { pairs, turned, amountMinor } = matcher.match;
        expect(amountMinor).toBe(most);
        expect(pairs + turned).toBe(most);
        expect(pairs * a + turned * b).toBeLessThanOrEqual(left);
        expect(pairs * b + turned * a).toBeLessThanOrEqual(right);
      },
    ),
  );
});

test('carry expires after its periods, oldest volume is paired first, and a cap keeps the older volume', () => {
  const fields = { ...BINARY_FIELDS, carry_expires_after: 1, carry_cap: '400' };
  const first = runMonth(world(cents(300), 0), [fields]);
  const second = runMonth(world(cents(200), cents(100)), [fields], { state: first.state, month: 2 });
  // 300 old and 200 new on the left: 100 of the old are paired, and 400 may stay.
  expect([paid(second), carry(second.state)]).toEqual([['10.00'], [400, 0]]);
  const third = runMonth(world(0, cents(1000)), [fields], { state: second.state, month: 3 });
  expect([paid(third), carry(third.state)]).toEqual([['20.00'], [0, 400]]);
});

test('volume of somebody inactive is kept, not collected, or flushed after some periods', () => {
  const run = (inactive: unknown, months: number) => {
    let state: CaseState | undefined;
    for (let month = 1; month <= months; month++) {
      const given = world(cents(100), 0, month === 1);
      state = runMonth(given, [{ ...BINARY_FIELDS, inactive }], { month, ...(state ? { state } : {}) }).state;
    }
    return state ? carry(state) : null;
  };
  expect(run({ kind: 'accumulate' }, 3)).toEqual([300, 0]);
  expect(run({ kind: 'no_accumulate' }, 3)).toEqual([100, 0]);
  expect(run({ kind: 'flush_on_inactive', after_periods: 2 }, 2)).toEqual([200, 0]);
  expect(run({ kind: 'flush_on_inactive', after_periods: 2 }, 3)).toEqual([0, 0]);
});

test('own and customers’ volume of the owner joins the leg that the plan names', () => {
  const given = world(cents(100), cents(200));
  const own = { ...given, bought: [...given.bought, { partner: 1, net: cents(150), own: true }] };
  const run = (to: string) => carry(runMonth(own, [{ ...BINARY_FIELDS, personal_volume_to: to }]).state);
  expect(['none', 'weak', 'strong', 'left', 'right'].map(run)).toEqual([
    [0, 100],
    [50, 0],
    [0, 250],
    [50, 0],
    [0, 250],
  ]);
});

test('a cap counts per position, or for all positions of their owner in proportion', () => {
  // Partner 1 has the first three positions; below them stand partners 2 to 4.
  const people = [{ sponsor: 0, rank: 1 }, { sponsor: 1 }, { sponsor: 1 }, { sponsor: 1 }];
  const seats = [
    { owner: 1, parent: 0, slot: 0 },
    { owner: 1, parent: 1, slot: 0 },
    { owner: 1, parent: 1, slot: 1 },
    { owner: 2, parent: 2, slot: 0 },
    { owner: 3, parent: 2, slot: 1 },
    { owner: 4, parent: 3, slot: 0 },
  ];
  const bought = [2, 3, 4].map((partner) => ({ partner, net: cents(100) }));
  const cap = { kind: 'by_rank', ranks: [{ rank: 'r1', amount: '15.00' }], otherwise: '0.00' };
  const run = (rest: object) => periodRows(runMonth({ people, seats, bought }, [{ ...BINARY_FIELDS, cap, ...rest }]));
  expect(run({ cap: { kind: 'none' } })).toEqual(['1 1 0 0.1 100.00 10.00', '1 2 0 0.1 100.00 10.00']);
  expect(run({ cap_per: 'position' })).toEqual(['1 1 0 0.1 100.00 10.00', '1 2 0 0.1 100.00 10.00']);
  expect(run({ cap_per: 'owner' })).toEqual(['1 1 0 0.1 100.00 7.50', '1 2 0 0.1 100.00 7.50']);
  expect(run({ cap_per: 'owner', cap_consumes_volume: false })).toEqual([
    '1 1 0 0.1 100.00 10.00',
    '1 2 0 0.1 50.05 5.00',
  ]);
});

test('a refund of paired volume is paid back by later pairs, whether it undoes pairs or the leg owes volume', () => {
  for (const refund of [{ kind: 'undo_pairs', periods: 2 }, { kind: 'negative_leg' }]) {
    const fields = { ...BINARY_FIELDS, refund_of_paired: refund };
    const first = runMonth(world(cents(200), cents(500)), [fields]);
    const second = runMonth(world(-cents(150), 0), [fields], { state: first.state, month: 2 });
    expect(paid(second)).toEqual([]);
    expect(carry(second.state)).toEqual(refund.kind === 'undo_pairs' ? [0, 450] : [-150, 300]);
    const third = runMonth(world(cents(250), 0), [fields], { state: second.state, month: 3 });
    expect(paid(third)).toEqual(['10.00']);
    expect(carry(third.state)).toEqual([0, 200]);
  }
});

test('a refund breaks whole cycles, newest first, and older ones than the plan keeps are owed as volume', () => {
  const fields = { ...CYCLES, refund_of_paired: { kind: 'undo_pairs', periods: 1 } };
  const first = runMonth(world(cents(400), cents(400)), [fields]);
  const second = runMonth(world(-cents(50), 0), [fields], { state: first.state, month: 2 });
  expect(carry(second.state)).toEqual([150, 200]);
  const third = runMonth(world(cents(50), 0), [fields], { state: second.state, month: 3 });
  expect([paid(third), carry(third.state)]).toEqual([[], [0, 0]]);
  const late = runMonth(world(0, 0), [fields], { state: first.state, month: 2 });
  const tooLate = runMonth(world(-cents(50), 0), [fields], { state: late.state, month: 3 });
  expect(carry(tooLate.state)).toEqual([-50, 0]);
});
