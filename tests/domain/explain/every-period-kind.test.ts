import fc from 'fast-check';
import { expect, test } from 'vitest';
import { periodOfCase } from '#app/domain/case/order-of-case.ts';
import { explanationSchema } from '#app/domain/explain/explanation.ts';
import { explainPeriodRow } from '#app/domain/explain/period/explain-period-row.ts';
import { ONCE_KINDS, type PeriodPay } from '#app/domain/explain/period-pay.ts';
import { recompute } from '#app/domain/explain/recompute.ts';
import { periodRowsOf, twoMonths } from '#tests/domain/explain/period-run.ts';
import { runs } from '#tests/runs.ts';
import { arbCase } from '#tests/second-opinion/arbitrary-case.ts';

// Goal: every row of a period can be followed to the cent. Method: random plans over every kind that pays once per period, two months one
// after the other; each amount computed again from its explanation alone, and the parts of each kind counted so that none goes untested.
const ESTIMATED = { word: 'estimated' as const };

/** What a test must have seen of a row: its kind, and within the kind what makes a difference to the sum. */
function partsOf({ pay, share, caps }: PeriodPay): string[] {
  const parts = [pay.kind];
  const note = (part: string, isThere: boolean) => isThere && parts.push(`${pay.kind} ${part}` as typeof pay.kind);
  note('points', share?.pointMillionths != null);
  for (const cap of caps) note(`under a cap of ${cap.kind}`, true);
  switch (pay.kind) {
    case 'leg_pairing':
      note(pay.pairs.kind, true);
      note('ratio', pay.pairs.kind === 'volume' && pay.pairs.ratio !== null);
      note('turned', pay.pairs.kind === 'cycles' && pay.pairs.turned > 0);
      note('limit stays', pay.limit?.stays === true);
      note('limit used up', pay.limit?.stays === false);
      note('carried', pay.left.carriedIn.units !== '0');
      break;
    case 'matching':
      note(pay.counts, true);
      note('passed', pay.passed.length > 0);
      break;
    case 'pool':
      note(pay.shares.kind, true);
      note('carried', pay.carriedMinor !== '0');
      note('rest', pay.hasRest);
      break;
    case 'match_down':
      note('rest', pay.hasRest);
      break;
    case 'one_time':
      note(pay.event.kind, true);
      note('early', pay.event.kind === 'rank_advancement' && pay.event.early !== null);
      note('step', pay.event.kind === 'customers' && pay.event.step !== null);
      break;
    case 'group_bracket':
      note('below', pay.below !== null);
      break;
    case 'leg_bonus':
      note('levels', pay.levels !== null);
  }
  return parts;
}

const EXPECTED = [
  ...ONCE_KINDS,
  ...['volume', 'cycles', 'step', 'ratio', 'turned', 'limit stays', 'limit used up', 'carried'].map(
    (part) => `leg_pairing ${part}`,
  ),
  ...['levels', 'generations', 'passed'].map((part) => `matching ${part}`),
  ...['equal', 'by_rank', 'points', 'by_volume', 'carried', 'rest'].map((part) => `pool ${part}`),
  ...['rank_advancement', 'sponsor_promotion', 'lifestyle', 'customers', 'early', 'step'].map(
    (part) => `one_time ${part}`,
  ),
  ...['component', 'partner', 'company'].map((kind) => `pool under a cap of ${kind}`),
  ...['match_down rest', 'group_bracket below', 'leg_bonus levels', 'group_bracket points', 'leg_pairing points'],
];

test('rows of a period are computed again from their explanations alone, in every kind and part of a kind', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(arbCase, (given) => {
      for (const run of twoMonths(given)) {
        for (const row of periodRowsOf(run)) {
          const value = explainPeriodRow(periodOfCase(run), row, ESTIMATED);
          if (value.kind === 'outdated') expect.fail('a row that its figures do not give');
          expect(recompute(explanationSchema.parse(JSON.parse(JSON.stringify(value))))).toBe(row.amountMinor);
          for (const part of partsOf(value)) seen.set(part, (seen.get(part) ?? 0) + 1);
        }
      }
    }),
    { ...runs(600), seed: 11 },
  );
  expect(EXPECTED.filter((part) => !seen.has(part))).toEqual([]);
});
