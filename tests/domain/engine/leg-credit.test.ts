import fc from 'fast-check';
import { expect, test } from 'vitest';
import { legCredit } from '#app/domain/engine/leg-credit.ts';
import { ppm } from '#app/domain/money/minor.ts';

const arbCredit = fc.record({
  required: fc.integer({ min: 0, max: 10 ** 12 }),
  share: fc.integer({ min: 0, max: 1_000_000 }),
  legs: fc.array(fc.integer({ min: 0, max: 10 ** 12 }), { maxLength: 8 }),
});

test('no leg counts for more than it has, nor for more than its share of the requirement', () => {
  fc.assert(
    fc.property(arbCredit, ({ required, share, legs }) => {
      const { credited, legMost, total } = legCredit({ required, shareMost: ppm(share) }, legs);
      const exact = BigInt(required) * BigInt(share);
      expect(BigInt(legMost) * 1_000_000n <= exact && (BigInt(legMost) + 1n) * 1_000_000n > exact).toBe(true);
      legs.forEach((volume, leg) => expect(credited[leg]).toBe(volume < legMost ? volume : legMost));
      expect(credited.reduce((sum, volume) => sum + volume, 0)).toBe(total);
    }),
  );
});

test('what counts does not depend on the order of legs, and more volume never counts for less', () => {
  fc.assert(
    fc.property(arbCredit, fc.nat(1000), ({ required, share, legs }, more) => {
      const totalOf = (volumes: number[]) => legCredit({ required, shareMost: ppm(share) }, volumes).total;
      expect(totalOf(legs.toReversed())).toBe(totalOf(legs));
      expect(totalOf(legs.map((volume) => volume + more))).toBeGreaterThanOrEqual(totalOf(legs));
    }),
  );
});

test('a share of everything caps nobody below the requirement', () => {
  const { legMost, credited, total } = legCredit({ required: 500, shareMost: ppm(1_000_000) }, [700, 200]);
  expect({ legMost, credited, total }).toEqual({ legMost: 500, credited: [500, 200], total: 700 });
});
