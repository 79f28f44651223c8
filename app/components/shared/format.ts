import { useFormatter, useLocale } from 'use-intl';
import { currency as currencyOf, toDecimal } from '#app/domain/money/currency.ts';
import { minor } from '#app/domain/money/minor.ts';

/** What Intl takes besides numbers: a decimal string, formatted digit by digit, so no amount becomes a float on its way. */
type Decimal = `${number}`;

const TRUE_MINUS = '\u2212';

/** An amount in minor units (bigint, or its text as JSON carries it) as people read it: "−€3.75", „−3,75 €“. */
export function formatMoney(locale: string, amountMinor: bigint | string, currency: string): string {
  const code = currencyOf(currency);
  const decimal = toDecimal(minor(BigInt(amountMinor)), code) as Decimal;
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(decimal).replace('-', TRUE_MINUS);
}

/** A rate in parts per million: 75,000 is "7.5%" and „7,5 %“. */
export function formatRate(locale: string, ratePpm: number): string {
  const fraction = String(ratePpm % 1_000_000).padStart(6, '0');
  const decimal = `${Math.trunc(ratePpm / 1_000_000)}.${fraction}` as Decimal;
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 }).format(decimal);
}

/** The formatters of the page's language; dates and times come from use-intl with the shop's time zone. */
export function useFormat() {
  const locale = useLocale();
  const dates = useFormatter();
  return {
    money: (amountMinor: bigint | string, currency: string) => formatMoney(locale, amountMinor, currency),
    rate: (ratePpm: number) => formatRate(locale, ratePpm),
    count: (value: number) => new Intl.NumberFormat(locale).format(value),
    /** "3 Nov 2026", „03.11.2026“ */
    day: (at: Date | string) =>
      dates.dateTime(
        new Date(at),
        locale === 'de'
          ? { day: '2-digit', month: '2-digit', year: 'numeric' }
          : { day: 'numeric', month: 'short', year: 'numeric' },
      ),
    /** "November 2026" */
    month: (at: Date | string) => dates.dateTime(new Date(at), { month: 'long', year: 'numeric' }),
    /** "14:05", of the given day if that is not the same as `now`'s. */
    moment: (at: Date | string, now: Date | string) => {
      const day = (instant: Date | string) => dates.dateTime(new Date(instant), { dateStyle: 'short' });
      const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
      if (day(at) === day(now)) return dates.dateTime(new Date(at), time);
      return dates.dateTime(new Date(at), { ...time, day: 'numeric', month: 'short' });
    },
    /** "12 seconds ago": for health only. */
    ago: (at: Date | string, now: Date | string) => dates.relativeTime(new Date(at), new Date(now)),
  };
}

/** The sign between units and fractions, as forms write it. */
export const decimalSignOf = (locale: string): '.' | ',' => (locale === 'de' ? ',' : '.');
