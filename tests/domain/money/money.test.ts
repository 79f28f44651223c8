import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate } from '#app/domain/money/allocate.ts';
import { currency, parseMinor, toDecimal } from '#app/domain/money/currency.ts';
import { minor, ppm, sum } from '#app/domain/money/minor.ts';
import { divide, shareOf } from '#app/domain/money/share.ts';

const EUR = currency('EUR');
const arbAmount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).map(minor);

test('a share is never further from the exact value than half a cent, or a whole one when it is floored', () => {
  fc.assert(
    fc.property(arbAmount, fc.integer({ min: 0, max: 2_000_000 }), (base, rate) => {
      const exact = base * BigInt(rate);
      for (const mode of ['half_even', 'half_up', 'floor'] as const) {
        const off = 2n * (shareOf(base, ppm(rate), mode) * 1_000_000n - exact);
        if (mode === 'floor') expect(off <= 0n && off > -2_000_000n).toBe(true);
        else expect(off <= 1_000_000n && off >= -1_000_000n).toBe(true);
      }
    }),
  );
});

test.each([
  [5n, 10n, 'half_even', 0n],
  [15n, 10n, 'half_even', 2n],
  [25n, 10n, 'half_even', 2n],
  [-15n, 10n, 'half_even', -2n],
  [5n, 10n, 'half_up', 1n],
  [-5n, 10n, 'half_up', -1n],
  [-1n, 10n, 'floor', -1n],
  [19n, 10n, 'floor', 1n],
  [26n, 10n, 'half_even', 3n],
  [19n, 10n, 'toward_zero', 1n],
  [-19n, 10n, 'toward_zero', -1n],
  [11n, 10n, 'away_from_zero', 2n],
  [-11n, 10n, 'away_from_zero', -2n],
  [20n, 10n, 'away_from_zero', 2n],
] as const)('%s / %s rounds %s to %s', (numerator, denominator, mode, expected) => {
  expect(divide(numerator, denominator, mode)).toBe(expected);
});

test('the parts of an allocation add up to the whole, and none is a unit away from its exact share', () => {
  fc.assert(
    fc.property(arbAmount, fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1 }), (total, weights) => {
      const whole = sum(weights);
      fc.pre(whole > 0n);
      const parts = allocate(total, weights);
      expect(sum(parts)).toBe(total);
      parts.forEach((part, index) => {
        const off = part * whole - total * (weights[index] ?? 0n);
        expect(off < whole && off > -whole).toBe(true);
      });
    }),
  );
});

test('the odd cent goes to the largest remainder, then to the earlier place', () => {
  expect(allocate(minor(100n), [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
  expect(allocate(minor(-100n), [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
  expect(allocate(minor(10n), [1n, 2n])).toEqual([3n, 7n]);
});

test('a decimal string survives the way to minor units and back', () => {
  fc.assert(
    fc.property(arbAmount, fc.constantFrom('EUR', 'JPY', 'KWD'), (amount, code) => {
      const text = toDecimal(amount, currency(code));
      expect(parseMinor(text, currency(code))).toBe(amount);
    }),
  );
  expect(parseMinor('12.500', EUR)).toBe(1250n);
  expect(() => parseMinor('12.505', EUR)).toThrow('fraction');
  expect(() => parseMinor('1e3', EUR)).toThrow('not an amount');
});
