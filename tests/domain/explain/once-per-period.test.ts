import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseSchema } from '#app/domain/case/case-schema.ts';
import { explainCaseNothing } from '#app/domain/case/explain-case.ts';
import { runCase } from '#app/domain/case/run-case.ts';
import { explanationSchema } from '#app/domain/explain/explanation.ts';
import { oncePerPeriodSchema } from '#app/domain/explain/once-schema.ts';
import { explanationText } from '#app/locales/explanation-text.ts';
import { CONTEXTS, LOCALES } from '#tests/locales/complete-text.ts';
import { runs } from '#tests/runs.ts';
import { arbCase } from '#tests/second-opinion/arbitrary-case.ts';

// Goal: whoever asks about an order is told of everything that no order decides, truly. Method: random plans; what is said to be paid is
// compared with the rows, what is said to be lacking must be unmet, and every sentence stands in both languages.
test('of every component that pays once per period it is said what it paid, or what was lacking', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(arbCase, (document) => {
      const given = caseSchema.parse(document);
      const [order] = given.orders;
      if (!order) return;
      const { rows } = runCase(given);
      for (const { number } of given.partners.slice(0, 6)) {
        const value = explainCaseNothing(given, number, order.id);
        if (value.kind !== 'nothing') continue;
        explanationSchema.parse(JSON.parse(JSON.stringify(value)));
        for (const { component, outcome, need } of value.once) {
          const isPaid = rows.some((row) => row.earner === number && row.component === component && row.order === null);
          expect(outcome === 'paid', `${component} of ${number}`).toBe(isPaid);
          expect(need === null || (outcome === 'not-qualified' && !need.isMet)).toBe(true);
          seen.add(outcome);
          if (need) seen.add('need');
        }
        for (const locale of LOCALES) {
          const { sentence } = explanationText(value, CONTEXTS[locale].merchant);
          expect(sentence.length).toBeGreaterThan(value.once.length);
        }
      }
    }),
    { ...runs(150), seed: 3 },
  );
  expect([...seen].toSorted()).toEqual([...oncePerPeriodSchema.shape.outcome.options, 'need'].toSorted());
});
