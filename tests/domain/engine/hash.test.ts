import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Hash, highWord } from '#app/domain/engine/hash.ts';

test('different sequences of integers have different fingerprints', () => {
  const sequences = fc.array(fc.maxSafeInteger(), { maxLength: 6 });
  const hexOf = (values: number[]) => values.reduce((hash, value) => hash.pair(value, 0), new Hash()).hex();
  fc.assert(
    fc.property(sequences, sequences, (a, b) => {
      expect(hexOf(a) === hexOf(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
    }),
    { numRuns: 5000 },
  );
});

test('the two words of an integer are the integer', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      expect(highWord(value) * 2 ** 32 + (value >>> 0)).toBe(value);
    }),
  );
});

// A stored fingerprint must be found again years later, so these may never change.
test('known sequences keep their fingerprints for ever', () => {
  expect(new Hash().hex()).toBe('00000000000000000000000000000000');
  expect(new Hash().pair(1, -1).hex()).toMatchInlineSnapshot(`"a4b47ec209e3d83f6eaba7b5cfd73772"`);
  expect(new Hash().text('Bestellung Nr. 1042').hex()).toMatchInlineSnapshot(`"ce455c161560e83f7226edcdee3e5d2e"`);
  expect(new Hash().pair(1, 2).reset().pair(1, -1).hex()).toBe(new Hash().pair(1, -1).hex());
});
