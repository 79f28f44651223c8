import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderOfCase } from '#app/domain/case/order-of-case.ts';
import type { LinesAbove, OrderCase } from '#app/domain/explain/case.ts';
import { traceOf } from '#app/domain/explain/trace.ts';
import { endsWithin } from '#app/domain/explain/walk-end.ts';
import { explainableRun } from '#tests/domain/explain/explainable-run.ts';
import { runs } from '#tests/runs.ts';
import { arbCase } from '#tests/second-opinion/arbitrary-case.ts';

// Goal: a line may be cut where all walks have ended, of which a chain of thousands of partners lives. Method: random plans over
// every kind; each order's line cut at each step.

const cutLines = ({ path, placed }: LinesAbove, steps: number): LinesAbove => ({
  path: path.slice(0, steps),
  placed: Object.fromEntries(Object.entries(placed).map(([tree, line]) => [tree, line.slice(0, steps)])),
});

const cutAfter = (orderCase: OrderCase, steps: number): OrderCase => ({
  ...orderCase,
  ...cutLines(orderCase, steps),
  atEnd: orderCase.atEnd && cutLines(orderCase.atEnd, steps),
});

test('where every walk ends within a cut line, what it did is what it does on the whole line', () => {
  let ended = 0;
  let open = 0;
  fc.assert(
    fc.property(arbCase, (given) => {
      const run = explainableRun(given);
      if (!run) return;
      run.facts.orders.key.forEach((_, order) => {
        const whole = orderOfCase(run, order);
        for (let steps = 1; steps < whole.path.length; steps += 1) {
          const cut = cutAfter(whole, steps);
          if (!endsWithin(cut, steps)) {
            open += 1;
            continue;
          }
          ended += 1;
          run.plan.components.forEach((__, component) => {
            const { rows, steps: met } = traceOf(cut, component);
            expect({ rows, met }).toEqual({
              rows: traceOf(whole, component).rows,
              met: traceOf(whole, component).steps,
            });
          });
        }
      });
    }),
    { ...runs(60), seed: 11 },
  );
  expect(ended).toBeGreaterThan(0);
  expect(open).toBeGreaterThan(0);
});
