import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderOfCase, type RunOfCase } from '#app/domain/case/order-of-case.ts';
import { runPeriod } from '#app/domain/engine/run-period.ts';
import { explainNothing } from '#app/domain/explain/explain-nothing.ts';
import { explainReversal } from '#app/domain/explain/explain-reversal.ts';
import { explainRow } from '#app/domain/explain/explain-row.ts';
import { NOTHING_REASONS, type Explanation, type LevelPay, type Nothing } from '#app/domain/explain/explanation.ts';
import { minor } from '#app/domain/money/minor.ts';
import { explanationText } from '#app/locales/explanation-text.ts';
import { CONTEXTS, expectComplete, FORMATS, LOCALES, partsOf, wordsOf } from '#tests/locales/complete-text.ts';
import { arbNetwork, arbPlan, at, factsOf, priorOf } from '#tests/domain/engine/arbitrary-network.ts';
import { arbCapped, explainableRun, storedRows } from '#tests/domain/explain/explainable-run.ts';
import { orderCaseOf, personOf } from '#tests/domain/explain/order-case.ts';
import { runs } from '#tests/runs.ts';

// Goal: nothing that the value knows is left unsaid. Method: random rows through the engine, each part looked up in each text.
test('every name and number of an explanation is found in its texts, in both languages and for both readers', () => {
  fc.assert(
    fc.property(arbNetwork, arbPlan, (network, plan) => {
      const result = runPeriod(factsOf(network), plan, priorOf(network, plan), () => undefined);
      for (const row of storedRows(result)) {
        const events = {
          state: { word: 'held' as const, until: '2026-11-21' },
          reversals: [{ on: '2026-11-12', amountMinor: minor(-1n) }],
        };
        const value = explainRow(orderCaseOf(network, plan, row.order), row, events);
        if (value.kind === 'level_pay') expectComplete(value);
        expect(value.kind).toBe('level_pay');
      }
    }),
    { numRuns: 60 },
  );
});

test('the same holds of every kind of component that networks may run', () => {
  const events = { state: { word: 'estimated' as const }, reversals: [] };
  fc.assert(
    fc.property(arbCapped, (given) => {
      const run = explainableRun(given);
      for (const row of run ? storedRows(run.result).slice(0, 40) : []) {
        const value = explainRow(orderOfCase(run as RunOfCase, row.order), row, events);
        if (value.kind === 'level_pay') expectComplete(value);
      }
    }),
    runs(25),
  );
});

test('whoever does not qualify, or is left nothing by a cap, is told so with every figure', () => {
  const asked = new Set<string>();
  fc.assert(
    fc.property(arbCapped, (given) => {
      const run = explainableRun(given);
      run?.facts.orders.key.forEach((_, order) => {
        const orderCase = orderOfCase(run, order);
        for (const { person } of orderCase.plan.components.length === 0 ? [] : orderCase.path.slice(0, 3)) {
          const found = explainNothing(orderCase, { person, wasCandidate: false });
          if (found.kind !== 'nothing' || (found.need === null && found.caps.length === 0)) continue;
          expectNothingComplete(found);
          asked.add(found.reason);
        }
      });
    }),
    { ...runs(25), seed: 7 },
  );
  expect([...asked].toSorted()).toEqual(['limit-reached', 'not-active', 'not-qualified']);
});

test('whoever gets nothing is told one reason with its figures', () => {
  fc.assert(
    fc.property(arbNetwork, arbPlan, (network, plan) => {
      network.orders.forEach((_, order) => {
        for (const { number } of network.partners) {
          const found = explainNothing(orderCaseOf(network, plan, order), {
            person: personOf(number),
            wasCandidate: true,
          });
          if (found.kind === 'nothing') expectNothingComplete(found);
        }
      });
    }),
    { numRuns: 40 },
  );
});

/** What the sentence of a reason does not need is not said: who recommended it, when it was paid, by which plan. */
function expectNothingComplete({ earner, order, need, wouldBe, ...value }: Nothing): void {
  for (const locale of LOCALES) {
    const format = FORMATS[locale];
    const text = wordsOf(explanationText({ earner, order, need, wouldBe, ...value }, CONTEXTS[locale].merchant));
    const shown = wouldBe && { ...wouldBe, level: null };
    for (const part of partsOf({ earner, name: order.name, need, caps: value.caps, shown }, format))
      expect(text).toContain(part);
  }
}

const NOTHING: Nothing = {
  kind: 'nothing',
  currency: 'EUR',
  earner: { number: 1002, name: 'Ben' },
  order: { name: '#1055', paidOn: '2026-11-02', isOwn: false },
  source: { number: 1003, name: 'Cleo' },
  reason: 'plan-ends',
  steps: 4,
  levels: 3,
  need: null,
  caps: [],
  wouldBe: null,
  once: [],
  plan: { name: 'Standard', version: 3, component: 'level' },
  period: { from: '2026-11-01', to: '2026-11-30', state: 'open' },
};

test.each(NOTHING_REASONS)('the reason %s is one sentence of its own in both languages, for both readers', (reason) => {
  for (const locale of LOCALES) {
    for (const viewer of ['partner', 'merchant'] as const) {
      const context = CONTEXTS[locale][viewer];
      const { sentence } = explanationText({ ...NOTHING, reason }, context);
      expect(sentence).toHaveLength(1);
      expect(sentence[0]).toMatch(/\.$/);
      expect(sentence[0]).toContain('1055');
      const others = NOTHING_REASONS.filter((other) => other !== reason).map(
        (other) => explanationText({ ...NOTHING, reason: other }, context).sentence[0],
      );
      expect(others).not.toContain(sentence[0]);
    }
  }
});

const ROW: LevelPay = {
  kind: 'level_pay',
  currency: 'EUR',
  amountMinor: '400',
  earner: { number: 1001, name: 'Anna' },
  order: { name: '#1042', paidOn: '2026-10-29', isOwn: false },
  source: { number: 1003, name: 'Cleo' },
  base: {
    goodsMinor: '10710',
    discountMinor: '1190',
    taxes: [{ ratePpm: 190_000, amountMinor: '1520' }],
    refundedMinor: '0',
    baseMinor: '8000',
    otherGoodsMinor: '0',
    notCounted: [{ what: 'shipping', amountMinor: '490' }],
  },
  factorPpm: 1_000_000,
  ratePpm: 50_000,
  rate: { kind: 'cell', table: { kind: 'default' } },
  rank: null,
  level: 2,
  treeAsOf: 'order_time',
  counts: 'levels',
  tree: 'sponsor',
  path: [
    {
      person: { number: 1003, name: 'Cleo' },
      outcome: 'paid',
      level: 1,
      reason: null,
      need: null,
      amountMinor: '800',
    },
    {
      person: { number: 1001, name: 'Anna' },
      outcome: 'paid',
      level: 2,
      reason: null,
      need: null,
      amountMinor: '400',
    },
  ],
  rounding: 'half_even',
  caps: [],
  plan: { name: 'Standard', version: 3, component: 'level' },
  period: { from: '2026-10-01', to: '2026-10-31', state: 'accepted' },
  state: { word: 'held', until: '2026-11-21' },
  reversals: [],
};

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const sentenceOf = (value: Explanation, locale: 'en' | 'de', viewer: 'partner' | 'merchant') =>
  plain(explanationText(value, CONTEXTS[locale][viewer]).sentence.join(' '));

test('level pay reads as a person would say it', () => {
  expect(sentenceOf(ROW, 'en', 'partner')).toBe(
    'You earn €4.00: 5% of €80.00 from order #1042, which Cleo recommended. That is pay level 2 for you. Held until 21 Nov 2026.',
  );
  expect(sentenceOf(ROW, 'de', 'partner')).toBe(
    'Sie erhalten 4,00 €: 5 % von 80,00 € aus Bestellung Nr. 1042, die Cleo empfohlen hat. Das ist für Sie Provisionsebene 2. In Wartezeit bis 21.11.2026.',
  );
  expect(sentenceOf(ROW, 'en', 'merchant')).toMatch(/^Anna earns €4.00: .* That is pay level 2 for Anna\./);
});

test('an own order, an own recommendation and a name that may not be shown have sentences of their own', () => {
  const own = { ...ROW, order: { ...ROW.order, isOwn: true } };
  expect(sentenceOf(own, 'en', 'partner')).toContain('an own purchase by Cleo');
  expect(sentenceOf({ ...own, source: { number: 0, name: null } }, 'de', 'partner')).toContain(
    'Eigenbedarf von jemandem aus Ihrem Team',
  );
  expect(sentenceOf({ ...ROW, source: ROW.earner }, 'de', 'partner')).toContain('die Sie empfohlen haben');
  expect(sentenceOf({ ...ROW, source: { number: 0, name: null } }, 'en', 'partner')).toContain(
    'which a partner in your team recommended',
  );
  expect(sentenceOf({ ...ROW, source: { number: 1003, name: '' } }, 'en', 'merchant')).toContain('Partner 1003');
});

test('who was skipped is named with the period, or only counted', () => {
  const ben = {
    person: { number: 1002, name: 'Ben' },
    outcome: 'skipped' as const,
    level: null,
    reason: 'not-active' as const,
    need: null,
    amountMinor: null,
  };
  const [cleo, anna] = [at(ROW.path, 0), at(ROW.path, 1)];
  const skipped = { ...ROW, path: [cleo, ben, anna] };
  expect(sentenceOf(skipped, 'en', 'partner')).toContain(
    'Ben was not active in October 2026, so pay level 2 came to you.',
  );
  expect(sentenceOf(skipped, 'de', 'merchant')).toContain(
    'Ben war im Zeitraum Oktober 2026 nicht aktiv und wurde übersprungen; Provisionsebene 2 ging deshalb an Anna.',
  );
  expect(sentenceOf({ ...skipped, period: { ...ROW.period, state: 'open' } }, 'en', 'partner')).toContain(
    'Ben is not active in October 2026 so far',
  );
  expect(sentenceOf({ ...ROW, path: [cleo, ben, ben, anna] }, 'de', 'partner')).toContain(
    'wurden 2 Personen übersprungen',
  );
  expect(sentenceOf({ ...ROW, path: [cleo, { ...ben, reason: 'suspended' }, anna] }, 'en', 'partner')).toContain(
    'Ben was passed over',
  );
});

test('the four money words say what they must', () => {
  const says = (state: LevelPay['state']) => explanationText({ ...ROW, state }, CONTEXTS.en.partner).later;
  expect(says({ word: 'estimated' })).toEqual(['Estimated so far; it may change until the period is accepted.']);
  expect(says({ word: 'held', until: null })).toEqual([
    'Held; the return window starts when the order has been fulfilled.',
  ]);
  expect(says({ word: 'available' })).toEqual(['Available for the next payout.']);
  expect(says({ word: 'paid', on: '2026-12-15' })).toEqual(['Paid on 15 Dec 2026.']);
});

test('rounding is shown only where it changed the cent', () => {
  const labels = (value: LevelPay) => explanationText(value, CONTEXTS.en.partner).breakdown.map(({ label }) => label);
  expect(labels(ROW)).not.toContain('Before rounding');
  expect(labels({ ...ROW, base: { ...ROW.base, baseMinor: '8010' } })).toContain('Before rounding');
});

test('a reversal says what was returned, what shrinks and what stays', () => {
  const value = explainReversal({
    currency: 'EUR',
    earner: { number: 1002, name: 'Ben' },
    order: { name: '#987', paidOn: '2026-10-09', isOwn: false },
    original: { amountMinor: minor(400n), baseMinor: minor(8_000n), period: ROW.period },
    refundedBeforeMinor: minor(800n),
    refundedMinor: minor(3_200n),
    refundedOn: '2026-11-12',
    amountMinor: minor(-160n),
    period: NOTHING.period,
  });
  expectComplete(value);
  expect(sentenceOf(value, 'en', 'partner')).toBe(
    '−€1.60: on 12 Nov 2026, goods worth €32.00 of €80.00 from order #987 were returned. Your €4.00 from October 2026 shrinks by the same 40%; you keep €2.00. It is set off in November 2026; nothing is debited from a bank account.',
  );
});
