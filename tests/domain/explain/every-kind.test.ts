import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderOfCase } from '#app/domain/case/order-of-case.ts';
import { explainNothing } from '#app/domain/explain/explain-nothing.ts';
import { explainRow } from '#app/domain/explain/explain-row.ts';
import { explanationSchema } from '#app/domain/explain/explanation.ts';
import { recompute } from '#app/domain/explain/recompute.ts';
import { explainedKinds } from '#app/domain/plan/runnable.ts';
import { explainableRun, storedRows } from '#tests/domain/explain/explainable-run.ts';
import { runs } from '#tests/runs.ts';
import { arbCase } from '#tests/second-opinion/arbitrary-case.ts';

// Goal: every kind of component that a network may run is explained. Method: random plans over all of them, with ranks, moves, late
// orders and what earlier periods left; each row computed again from its explanation alone.
const EVENTS = { state: { word: 'estimated' as const }, reversals: [] };

test('rows of every kind are computed again from their explanations alone', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(arbCase, (given) => {
      const run = explainableRun(given);
      if (!run) return;
      for (const row of storedRows(run.result)) {
        const value = explainRow(orderOfCase(run, row.order), row, EVENTS);
        expect(value.kind).toBe('level_pay');
        expect(recompute(explanationSchema.parse(JSON.parse(JSON.stringify(value))))).toBe(row.amountMinor);
        seen.add(run.plan.components[row.component]?.kind ?? '');
      }
    }),
    { ...runs(250), seed: 7 },
  );
  expect([...seen].toSorted()).toEqual([...explainedKinds].toSorted());
});

test('whoever has no row of an order is told one reason, whoever has one is told so', () => {
  fc.assert(
    fc.property(arbCase, (given) => {
      const run = explainableRun(given);
      if (!run || run.plan.components.length === 0) return;
      const rows = storedRows(run.result);
      run.facts.orders.key.forEach((_, order) => {
        const orderCase = orderOfCase(run, order);
        for (const { person } of orderCase.path) {
          const found = explainNothing(orderCase, { person, wasCandidate: false });
          const earns = rows.some((row) => row.order === order && row.earner === person.number);
          expect(found.kind).toBe(earns ? 'earned' : 'nothing');
        }
      });
    }),
    runs(40),
  );
});
