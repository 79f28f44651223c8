import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fraction } from '#app/domain/engine/fraction.ts';
import { divide } from '#app/domain/money/share.ts';

const arbMode = fc.constantFrom('half_even' as const, 'half_up' as const, 'floor' as const);
const arbValue = fc.oneof(
  fc.maxSafeInteger().map(Math.abs),
  fc.integer({ min: 0, max: 1_000_000 }),
  fc.integer({ min: 0, max: 2_000_000 }).map((below) => Number.MAX_SAFE_INTEGER - below),
);
const arbNumerator = fc.oneof(fc.bigInt(0n, 1_000_000n), fc.bigInt(0n, 2n ** 70n), fc.constantFrom(0n, 1n, 2n ** 53n));
const arbDenominator = fc.oneof(
  fc.constantFrom(1n, 2n, 1_000_000n, 2n ** 52n, 2n ** 53n),
  fc.bigInt(1n, 10_000_000n),
  fc.bigInt(1n, 2n ** 70n),
);

// Goal: the doubles are a faster way to the same integer. Method: bigints, also where products leave 2^53.
test('a share is what bigints say, whatever the size of its parts', () => {
  fc.assert(
    fc.property(arbValue, arbNumerator, arbDenominator, arbMode, (value, numerator, denominator, mode) => {
      const exact = divide(BigInt(value) * numerator, denominator, mode);
      expect(new Fraction(numerator, denominator).of(value, mode)).toBe(Number(exact));
    }),
    { numRuns: 20_000 },
  );
});

test('values around a half and around a whole number are rounded as bigints round them', () => {
  const around = fc.record({
    whole: fc.bigInt(0n, 2n ** 32n),
    denominator: fc.bigInt(2n, 1_000_000n),
    off: fc.bigInt(-2n, 2n),
    isHalf: fc.boolean(),
  });
  fc.assert(
    fc.property(around, arbMode, ({ whole, denominator, off, isHalf }, mode) => {
      const numerator = whole * denominator + (isHalf ? denominator / 2n : 0n) + off;
      fc.pre(numerator >= 0n);
      const exact = divide(numerator, denominator, mode);
      expect(new Fraction(1n, denominator).of(Number(numerator), mode)).toBe(Number(exact));
    }),
    { numRuns: 5000 },
  );
});

test('a product of fractions is reduced, and rounds once', () => {
  fc.assert(
    fc.property(arbValue, fc.array(fc.bigInt(0n, 2_000_000n), { maxLength: 4 }), arbMode, (value, rates, mode) => {
      const product = rates.reduce((whole, rate) => whole.times(new Fraction(rate, 1_000_000n)), new Fraction(1n, 1n));
      const numerator = rates.reduce((whole, rate) => whole * rate, BigInt(value));
      expect(product.of(value, mode)).toBe(Number(divide(numerator, 1_000_000n ** BigInt(rates.length), mode)));
      expect(product.isZero).toBe(rates.includes(0n));
    }),
  );
});

test.each([
  [-1n, 1n],
  [1n, 0n],
  [1n, -2n],
])('%s/%s is no fraction', (numerator, denominator) => {
  expect(() => new Fraction(numerator, denominator)).toThrow('not a fraction');
});
