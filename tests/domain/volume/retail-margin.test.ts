import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor } from '#app/domain/money/minor.ts';
import { retailMargin } from '#app/domain/volume/retail-margin.ts';

const arbPrice = fc.bigInt({ min: 0n, max: 10n ** 12n }).map(minor);

test('a margin and the partner price are the retail price; a sale below it has none', () => {
  fc.assert(
    fc.property(arbPrice, arbPrice, (a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      expect(retailMargin(high, low) + low).toBe(high);
      expect(retailMargin(low, high)).toBe(0n);
    }),
  );
});
