import fc from 'fast-check';
import { expect, test } from 'vitest';
import { legMostOf } from '#app/domain/engine/leg-most.ts';
import { ppm } from '#app/domain/money/minor.ts';

const arbRequired = fc.integer({ min: 0, max: 10 ** 12 });
const arbShare = fc.integer({ min: 0, max: 1_000_000 });

test('a leg counts for the last whole unit within its share of the requirement', () => {
  fc.assert(
    fc.property(arbRequired, arbShare, (required, share) => {
      const most = BigInt(legMostOf(required, ppm(share)));
      const exact = BigInt(required) * BigInt(share);
      expect(most * 1_000_000n <= exact && (most + 1n) * 1_000_000n > exact).toBe(true);
    }),
  );
});

test('a share of everything caps nobody below the requirement', () => {
  expect(legMostOf(500, ppm(1_000_000))).toBe(500);
});
