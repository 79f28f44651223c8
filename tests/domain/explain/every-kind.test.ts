import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderOfCase } from '#app/domain/case/order-of-case.ts';
import { explainNothing } from '#app/domain/explain/explain-nothing.ts';
import { explainRow } from '#app/domain/explain/explain-row.ts';
import { explanationSchema } from '#app/domain/explain/explanation.ts';
import { needOf } from '#app/domain/explain/need.ts';
import { recompute } from '#app/domain/explain/recompute.ts';
import { explainedKinds } from '#app/domain/plan/runnable.ts';
import { arbCapped, explainableRun, storedRows } from '#tests/domain/explain/explainable-run.ts';
import { runs } from '#tests/runs.ts';
import { arbCase } from '#tests/second-opinion/arbitrary-case.ts';

// Goal: every kind of component that a network may run is explained. Method: random plans over all of them, with ranks, moves, late
// orders and what earlier periods left; each row computed again from its explanation alone.
const EVENTS = { state: { word: 'estimated' as const }, reversals: [] };

test('rows of every kind are computed again from their explanations alone', () => {
  const seen = new Set<string>();
  const caps = new Set<string>();
  const instants = new Set<string>();
  fc.assert(
    fc.property(arbCapped, (given) => {
      const run = explainableRun(given);
      if (!run) return;
      for (const row of storedRows(run.result)) {
        const value = explainRow(orderOfCase(run, row.order), row, EVENTS);
        expect(value.kind).toBe('level_pay');
        expect(recompute(explanationSchema.parse(JSON.parse(JSON.stringify(value))))).toBe(row.amountMinor);
        seen.add(run.plan.components[row.component]?.kind ?? '');
        if (value.kind !== 'level_pay') continue;
        for (const { kind, hasRest } of value.caps) caps.add(`${kind} ${hasRest}`);
        instants.add(value.treeAsOf);
      }
    }),
    { ...runs(250), seed: 7 },
  );
  expect([...seen].toSorted()).toEqual([...explainedKinds].toSorted());
  expect(instants.size).toBe(2);
  const kinds = ['company', 'component', 'order', 'partner'];
  expect([...caps].toSorted()).toEqual(kinds.flatMap((kind) => [`${kind} false`, `${kind} true`]));
});

test('whoever has no row of an order is told one reason, whoever has one is told so', () => {
  const limits = new Set<string>();
  fc.assert(
    fc.property(arbCapped, (given) => {
      const run = explainableRun(given);
      if (!run || run.plan.components.length === 0) return;
      const rows = storedRows(run.result);
      run.facts.orders.key.forEach((_, order) => {
        const orderCase = orderOfCase(run, order);
        for (const { person } of orderCase.path) {
          const found = explainNothing(orderCase, { person, wasCandidate: false });
          const earns = rows.some((row) => row.order === order && row.earner === person.number);
          expect(found.kind).toBe(earns ? 'earned' : 'nothing');
          if (found.kind === 'nothing') for (const { kind } of found.caps) limits.add(kind);
        }
      });
    }),
    { ...runs(60), seed: 7 },
  );
  expect([...limits].toSorted()).toEqual(['company', 'component', 'order', 'partner']);
});

test('what a qualification lacks follows from the figures of the run', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(arbCase, (given) => {
      const run = explainableRun(given);
      if (!run) return;
      run.facts.orders.key.forEach((_, order) => {
        const { plan, path } = orderOfCase(run, order);
        for (const { figures, reach, ...partner } of path) {
          if (figures === null) continue;
          plan.components.forEach(({ qualification }, component) => {
            const need = needOf(qualification, plan, { ...figures, ...partner });
            expect(need.isMet).toBe((reach[component] ?? 0) > 0);
            seen.add(`${qualification.kind} ${need.isMet}`);
          });
        }
      });
    }),
    { ...runs(60), seed: 7 },
  );
  expect(seen.size).toBeGreaterThan(20);
});
