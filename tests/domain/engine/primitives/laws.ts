import fc from 'fast-check';
import { expect } from 'vitest';
import {
  arbWorld,
  expectLawful,
  naiveRows,
  rowsText,
  runWorld,
  type NaiveRow,
  type Order,
  type World,
} from '#tests/domain/engine/primitives/world.ts';

/** A component pays what a naive rule for one order says, in every world. */
export function expectRule<C>(
  arbComponent: fc.Arbitrary<C>,
  rule: (world: World, component: C, order: Order) => Omit<NaiveRow, 'order'>[],
  numRuns: number,
): void {
  fc.assert(
    fc.property(arbWorld, arbComponent, (world, component) => {
      expect(rowsText(runWorld(world, [component]))).toEqual(
        naiveRows(world, (order) => rule(world, component, order)),
      );
    }),
    { numRuns },
  );
}

/** What holds for every order component (`expectLawful`) holds for this one, in every world. */
export function expectLaws(arbComponent: fc.Arbitrary<unknown>, numRuns: number): void {
  fc.assert(
    fc.property(arbWorld, arbComponent, (world, component) => expectLawful(world, component)),
    { numRuns },
  );
}
