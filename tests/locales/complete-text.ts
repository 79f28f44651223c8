import { expect } from 'vitest';
import type { Explanation } from '#app/domain/explain/explanation.ts';
import type { Need } from '#app/domain/explain/need-schema.ts';
import { partnerView } from '#app/domain/explain/partner-view.ts';
import type { Quantity } from '#app/domain/explain/period-pay.ts';
import { minor } from '#app/domain/money/minor.ts';
import { explanationText, type ExplanationText } from '#app/locales/explanation-text.ts';
import { formatFor, type Format } from '#app/locales/format.ts';
import { explanationContext } from '#app/locales/translator.ts';

export const LOCALES = ['en', 'de'] as const;
export const FORMATS = { en: formatFor('en', 'Europe/Berlin'), de: formatFor('de', 'Europe/Berlin') };
export const CONTEXTS = {
  en: {
    partner: explanationContext('en', 'Europe/Berlin', 'partner'),
    merchant: explanationContext('en', 'Europe/Berlin', 'merchant'),
  },
  de: {
    partner: explanationContext('de', 'Europe/Berlin', 'partner'),
    merchant: explanationContext('de', 'Europe/Berlin', 'merchant'),
  },
};
export const wordsOf = ({ sentence, breakdown, later, others }: ExplanationText) =>
  [...sentence, ...breakdown.flatMap(({ label, value }) => [label, value]), ...later, ...others].join('\n');

/**
 * Every name and number that a value holds, as the language writes it. Zeros are not: a step of nothing is not shown. Partner
 * numbers are not: people have names; where one has none, the text has words for that.
 */
export function partsOf(value: unknown, format: Format, key = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((inner) => partsOf(inner, format, key));
  if (typeof value === 'object' && value !== null) {
    const parts = value as Record<string, unknown>;
    if (typeof parts.from === 'string' && typeof parts.to === 'string') return [format.span(parts.from, parts.to)];
    if (typeof parts.units === 'string') return volumeParts(parts as Quantity, format);
    if (typeof parts.isMet === 'boolean') return needParts(value as Need, format, false);
    return Object.entries(parts).flatMap(([inner, part]) => partsOf(part, format, inner));
  }
  if (value === null || value === 0 || value === '0' || UNSAID.has(key)) return [];
  if (key.endsWith('Minor')) return [format.money(minor(BigInt(String(value))), 'EUR')];
  if (key === 'factorPpm' && value === 1_000_000) return [];
  if (key === 'pointMillionths') return [format.exactMoney(BigInt(String(value)) * 100n, 'EUR')];
  if (key.endsWith('Ppm')) return [format.percent(Number(value))];
  if (typeof value === 'number') return [format.integer(value)];
  if (/^rank$|Rank$/.test(key)) return [String(value)];
  if (key === 'name') return [String(value).replace(/^#/, '')];
  return /^\d{4}-\d\d-\d\d$/.test(String(value)) ? [format.day(String(value))] : [];
}

/** What tells the parts of a value apart, and numbers of people: those have names. */
const UNSAID = new Set(['number', 'isOwn']);

const volumeParts = ({ volume, units, decimals }: Quantity, format: Format) => {
  if (units === '0') return [];
  const isMoney = volume === 'net';
  return [isMoney ? format.money(minor(BigInt(units)), 'EUR') : format.decimal(BigInt(units), decimals)];
};

/** What is lacking is told with its figures; what is met only where it must not be. */
function needParts(need: Need, format: Format, isTold: boolean): string[] {
  if (need.kind === 'not')
    return need.isMet === isTold ? need.of.flatMap((part) => needParts(part, format, !isTold)) : [];
  if ('of' in need) return isTold || !need.isMet ? need.of.flatMap((part) => needParts(part, format, isTold)) : [];
  if (need.isMet !== isTold) return [];
  return Object.entries(need).flatMap(([key, part]) => {
    if (typeof part === 'object' && part !== null) return volumeParts(part, format);
    if (part === null || key === 'kind' || key === 'within' || typeof part === 'boolean') return [];
    if (key === 'legMostPpm') return [format.percent(Number(part))];
    return [typeof part === 'number' ? format.integer(part) : part];
  });
}

/** Everything that a value says is said by its texts, in both languages and for both readers. */
export function expectComplete(value: Explanation): void {
  for (const locale of LOCALES) {
    for (const viewer of ['merchant', 'partner'] as const) {
      const seen =
        viewer === 'merchant'
          ? value
          : partnerView(value, { mayName: (number) => number % 2 === 0, mayKnowWhy: () => true });
      const text = wordsOf(explanationText(seen, CONTEXTS[locale][viewer]));
      // A partner is addressed: his own name need not be there.
      const unsaid = viewer === 'partner' ? value.earner.name : null;
      const said = partsOf(viewer === 'partner' ? { ...seen, earner: null } : seen, FORMATS[locale]);
      for (const part of said.filter((name) => name !== unsaid)) expect(text).toContain(part);
      expect(text).not.toMatch(/undefined|null|NaN|\{|\}/);
    }
  }
}
