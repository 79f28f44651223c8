import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocateExact } from '#app/domain/engine/allocate-exact.ts';
import { allocate } from '#app/domain/money/allocate.ts';
import { minor } from '#app/domain/money/minor.ts';

// Goal: the same parts as the one function that splits. Method: small numbers for ties, large ones beyond 2^53 in the product.
test('many weights are split as a few are, with every tie and beyond products of 2^53', () => {
  const arbWeight = fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 2 ** 40 }));
  fc.assert(
    fc.property(
      fc.oneof(fc.nat({ max: 100 }), fc.nat({ max: 2 ** 45 })),
      fc.array(arbWeight, { minLength: 1, maxLength: 30 }).filter((weights) => weights.some((weight) => weight > 0)),
      (total, weights) => {
        const expected = allocate(minor(BigInt(total)), weights.map(BigInt));
        expect([...allocateExact(total, Float64Array.from(weights))]).toEqual(expected.map(Number));
      },
    ),
  );
});

test('nothing is split among nobody, and nothing else', () => {
  expect([...allocateExact(0, new Float64Array(2))]).toEqual([0, 0]);
  expect(() => allocateExact(1, new Float64Array(2))).toThrow('nothing to allocate to');
  expect(() => allocateExact(1, Float64Array.of(1, -1))).toThrow('negative weight');
  expect(() => allocateExact(-1, Float64Array.of(1))).toThrow('no integers');
});
