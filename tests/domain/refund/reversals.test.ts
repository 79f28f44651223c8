import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor, sum } from '#app/domain/money/minor.ts';
import { countableRefunds, GERMAN_BARRED_REASONS, type RefundedBase } from '#app/domain/refund/countable-refunds.ts';
import { reversalOf } from '#app/domain/refund/reversal-of.ts';
import { reversalsFor, type AcceptedRow } from '#app/domain/refund/reversals-for.ts';

const arbMinor = fc.bigInt({ min: 0n, max: 10n ** 9n }).map(minor);
const PAID_AT = new Date('2026-03-10T09:00:00Z');
const day = (days: number) => new Date(PAID_AT.getTime() + days * 86_400_000);

test('partial refunds, however they are split, take back the row exactly once', () => {
  fc.assert(
    fc.property(arbMinor, fc.array(arbMinor, { minLength: 1 }), (amountMinor, parts) => {
      const baseMinor = sum(parts);
      fc.pre(baseMinor > 0n);
      let refunded = minor(0n);
      let reversedMinor = minor(0n);
      for (const part of parts) {
        refunded = sum([refunded, part]);
        const adjustment = reversalOf({ amountMinor, baseMinor, reversedMinor }, refunded);
        expect(adjustment <= 0n, 'never gives').toBe(true);
        reversedMinor = minor(reversedMinor - adjustment);
        expect(reversedMinor <= amountMinor, 'never more than the row').toBe(true);
      }
      expect(reversedMinor).toBe(amountMinor);
    }),
  );
});

test('what is reversed depends on what is refunded by now, not on the way there, also when a refund is corrected', () => {
  fc.assert(
    fc.property(
      arbMinor,
      arbMinor,
      fc.array(fc.bigInt({ min: -100n, max: 10n ** 9n }).map(minor)),
      arbMinor,
      (amountMinor, baseMinor, path, last) => {
        const after = (steps: bigint[]) =>
          steps.reduce<bigint>(
            (reversed, refunded) =>
              reversed - reversalOf({ amountMinor, baseMinor, reversedMinor: minor(reversed) }, minor(refunded)),
            0n,
          );
        expect(after([...path, last])).toBe(after([last]));
      },
    ),
  );
});

test.each([
  ['REF-03', 400n, 20_000n, [5000n], [-100n]],
  ['thirds', 100n, 300n, [100n, 200n, 300n], [-33n, -33n, -34n]],
  ['more than there is', 100n, 300n, [999n], [-100n]],
])('%s: shares of the stored amount, cumulative', (_name, amount, base, refunded, expected) => {
  let reversedMinor = minor(0n);
  const adjustments = refunded.map((cumulative) => {
    const adjustment = reversalOf(
      { amountMinor: minor(amount), baseMinor: minor(base), reversedMinor },
      minor(cumulative),
    );
    reversedMinor = minor(reversedMinor - adjustment);
    return adjustment;
  });
  expect(adjustments).toEqual(expected);
});

test('a row below 0 does not exist', () => {
  const row = { amountMinor: minor(-1n), baseMinor: minor(10n), reversedMinor: minor(0n) };
  expect(() => reversalOf(row, minor(1n))).toThrow('a row below nothing');
});

const row = (rowId: string, partner: number, amount: bigint, rateGroup = 'level:5'): AcceptedRow => ({
  rowId,
  partner,
  rateGroup,
  amountMinor: minor(amount),
  baseMinor: minor(10_000n),
  reversedMinor: minor(0n),
});

test('every level of an order is reversed alike, each rate group by its own refunds', () => {
  const rows = [row('a', 1001, 500n), row('b', 1002, 300n), row('c', 1001, 900n, 'level:9')];
  expect(reversalsFor(rows, new Map([['level:5', minor(5000n)]]))).toEqual([
    { rowId: 'a', partner: 1001, adjustmentMinor: -250n },
    { rowId: 'b', partner: 1002, adjustmentMinor: -150n },
  ]);
});

const refund = (event: string, base: bigint, changes: Partial<RefundedBase> = {}): RefundedBase => ({
  rateGroup: 'level:5',
  baseMinor: minor(-base),
  occurredAt: day(3),
  reason: null,
  reversalGroup: event,
  ...changes,
});
const RULE = { barredReasons: GERMAN_BARRED_REASONS, windowDays: 30, paidAt: PAID_AT };

test('what is the merchant’s own fault, or comes after the window, is not taken back, and is named', () => {
  const result = countableRefunds(
    [
      refund('refund:1', 100n),
      refund('refund:2', 200n, { reason: 'inventory' }),
      refund('refund:3', 400n, { occurredAt: day(30), reason: 'customer' }),
      refund('refund:4', 800n, { occurredAt: new Date(day(30).getTime() + 1) }),
    ],
    RULE,
  );
  expect(result.refundedByGroup).toEqual(new Map([['level:5', 500n]]));
  expect(result.refused).toEqual([
    { reversalGroup: 'refund:2', why: 'barred-reason', reason: 'inventory' },
    { reversalGroup: 'refund:4', why: 'outside-window', reason: null },
  ]);
  const unlimited = countableRefunds([refund('refund:4', 800n, { occurredAt: day(999) })], { ...RULE, windowDays: 0 });
  expect(unlimited.refundedByGroup.get('level:5')).toBe(800n);
});

test('the correction of a barred refund does not count either', () => {
  const corrected = [refund('refund:1', 100n), refund('edit', 200n, { reason: 'staff' }), refund('edit', -200n)];
  expect(countableRefunds(corrected, RULE).refundedByGroup.get('level:5')).toBe(100n);
});

test('the order of refunds does not matter, and nothing counts below 0', () => {
  const arbEntry = fc
    .record({
      event: fc.constantFrom('refund:1', 'refund:2', 'cancel'),
      base: fc.bigInt({ min: -500n, max: 500n }),
      group: fc.constantFrom('a', 'b'),
    })
    .map(({ event, base, group }) => refund(event, base, { rateGroup: group }));
  fc.assert(
    fc.property(fc.array(arbEntry), (entries) => {
      const there = countableRefunds(entries, RULE).refundedByGroup;
      expect(new Map([...countableRefunds(entries.toReversed(), RULE).refundedByGroup].toSorted())).toEqual(
        new Map([...there].toSorted()),
      );
      expect([...there.values()].every((base) => base >= 0n)).toBe(true);
    }),
  );
});
