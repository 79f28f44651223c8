import { useFormatter, useLocale, useTimeZone } from 'use-intl';
import { currency as currencyOf, toDecimal } from '#app/domain/money/currency.ts';
import { minor } from '#app/domain/money/minor.ts';
import { dateFormat, numberFormat } from '#app/locales/formatters.ts';

/** What Intl takes besides numbers: a decimal string, formatted digit by digit, so no amount becomes a float on its way. */
type Decimal = `${number}`;

const TRUE_MINUS = '\u2212';

/** An amount in minor units (bigint, or its text as JSON carries it) as people read it: "−€3.75", „−3,75 €“. */
export function formatMoney(locale: string, amountMinor: bigint | string, currency: string): string {
  const code = currencyOf(currency);
  const decimal = toDecimal(minor(BigInt(amountMinor)), code) as Decimal;
  return numberFormat(locale, { style: 'currency', currency }).format(decimal).replace('-', TRUE_MINUS);
}

/** A rate in parts per million: 75,000 is "7.5%" and „7,5 %“. */
export function formatRate(locale: string, ratePpm: number): string {
  return numberFormat(locale, { style: 'percent', maximumFractionDigits: 4 }).format(decimalOf(ratePpm));
}

/**
 * A share in parts per million with one decimal, always, as a column is read downwards: 150,000 is "15.0%". What follows is
 * cut off, so that it never looks dearer or cheaper than it is.
 */
export function formatShare(locale: string, ratePpm: number): string {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return numberFormat(locale, { style: 'percent', ...digits }).format(decimalOf(ratePpm - (ratePpm % 1000)));
}

function decimalOf(ratePpm: number): Decimal {
  const fraction = String(ratePpm % 1_000_000).padStart(6, '0');
  return `${Math.trunc(ratePpm / 1_000_000)}.${fraction}` as Decimal;
}

/** The tag by which dates are written: English by day, month and year, as most of its readers here do. */
const dateTagOf = (locale: string): string => (locale === 'en' ? 'en-GB' : locale);

/** The formatters of the page's language, times in the shop's time zone. */
export function useFormat() {
  const locale = useLocale();
  const timeZone = useTimeZone();
  const relative = useFormatter();
  const written = (at: Date | string, options: Intl.DateTimeFormatOptions) =>
    dateFormat(dateTagOf(locale), { ...options, ...(timeZone ? { timeZone } : {}) }).format(new Date(at));
  const day = (at: Date | string) => written(at, locale === 'de' ? DAY_IN_FIGURES : DAY_IN_WORDS);
  return {
    money: (amountMinor: bigint | string, currency: string) => formatMoney(locale, amountMinor, currency),
    rate: (ratePpm: number) => formatRate(locale, ratePpm),
    share: (ratePpm: number) => formatShare(locale, ratePpm),
    count: (value: number) => numberFormat(locale, {}).format(value),
    /** "3 Nov 2026", „03.11.2026“ */
    day,
    /** "November 2026" */
    month: (at: Date | string) => written(at, { month: 'long', year: 'numeric' }),
    /** "14:05", with its day where that is not `now`'s. */
    moment: (at: Date | string, now: Date | string) =>
      written(at, day(at) === day(now) ? TIME : { ...TIME, day: 'numeric', month: 'short' }),
    /** "12 seconds ago": for health only. */
    ago: (at: Date | string, now: Date | string) => relative.relativeTime(new Date(at), new Date(now)),
  };
}

const DAY_IN_FIGURES = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;
const DAY_IN_WORDS = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** The sign between units and fractions, as forms write it. */
export const decimalSignOf = (locale: string): '.' | ',' => (locale === 'de' ? ',' : '.');
