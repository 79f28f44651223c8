import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareExact } from '#app/domain/engine/share-exact.ts';
import { minor, ppm } from '#app/domain/money/minor.ts';
import { shareOf } from '#app/domain/money/share.ts';

const arbMode = fc.constantFrom('half_even' as const, 'half_up' as const, 'floor' as const);
const arbBase = fc.oneof(
  fc.maxSafeInteger().map(Math.abs),
  fc.integer({ min: 0, max: 1_000_000 }),
  fc.integer({ min: 0, max: 2_000_000 }).map((below) => Number.MAX_SAFE_INTEGER - below),
  fc.bigInt({ min: 0n, max: 9_007_199_254n }).map((millions) => Number(millions * 1_000_000n)),
);
const arbRate = fc.oneof(
  fc.integer({ min: 0, max: 1_000_000 }),
  fc.constantFrom(500_000, 250_000, 125_000, 1, 999_999),
);

test('the share in doubles is the share in bigints, to the cent, up to the largest integer', () => {
  fc.assert(
    fc.property(arbBase, arbRate, arbMode, (base, rate, mode) => {
      expect(BigInt(shareExact(base, rate, mode))).toBe(shareOf(minor(BigInt(base)), ppm(rate), mode));
    }),
    { numRuns: 20_000 },
  );
});

test('halves go to the even cent, also where the product is beyond 2^53', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000_000_000 }), arbMode, (half, mode) => {
      const base = 2 * half + 1; // times one half ends in .5
      expect(BigInt(shareExact(base, 500_000, mode))).toBe(shareOf(minor(BigInt(base)), ppm(500_000), mode));
    }),
    { numRuns: 2000 },
  );
});
