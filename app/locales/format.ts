import { currency as currencyOf, decimalsOf, toDecimal, type Currency } from '#app/domain/money/currency.ts';
import type { Minor, Ppm } from '#app/domain/money/minor.ts';
import { dateFormat, numberFormat } from '#app/locales/formatters.ts';

/** Texts of amounts, rates and times in one language and country. All of them are exact: no amount becomes a float on the way. */
export interface Format {
  /** `€1,234.50`, `−3,75 €`. */
  money(amount: Minor, currency: Currency | string): string;
  /** An amount with parts of a minor unit, in millionths of it: what a row was before it was rounded. */
  exactMoney(millionths: bigint, currency: Currency | string): string;
  /** `7.5%`, `7,5 %`. */
  percent(rate: Ppm | number): string;
  /** A number of so many decimals, given in its smallest unit: `1,234.50` for 123450 at two. */
  decimal(units: bigint, decimals: number): string;
  /** A whole number with its group separators. */
  integer(value: number | bigint): string;
  /** A calendar day, `YYYY-MM-DD`, for tables and short sentences: `3 Nov 2026`, `03.11.2026`. */
  day(day: string): string;
  /** A calendar day in running text: `3 November 2026`, `3. November 2026`. */
  longDay(day: string): string;
  /** A whole month as `October 2026`, anything else as a range with an en dash. Both days are inside. */
  span(from: string, to: string): string;
  /** An instant as a day of the time zone. */
  date(instant: Date): string;
  /** An instant with minutes and zone: where it decides. */
  instant(instant: Date): string;
  /** Minutes of the day, for "as of 14:05". */
  time(instant: Date): string;
}

/** `locale` is a language with or without a country (`en`, `en-US`, `de`, `de-AT`); English without one writes days first. */
export function formatFor(locale: string, timeZone: string): Format {
  const tag = locale === 'en' ? 'en-GB' : locale;
  const isGerman = tag.startsWith('de');
  const dayMonth: Intl.DateTimeFormatOptions = isGerman
    ? { day: '2-digit', month: '2-digit', year: 'numeric' }
    : { day: 'numeric', month: 'short', year: 'numeric' };
  const days = dateFormat(tag, { ...dayMonth, timeZone: 'UTC' });
  const longDays = dateFormat(tag, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const months = dateFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const dates = dateFormat(tag, { ...dayMonth, timeZone });
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  const instants = dateFormat(tag, { ...dayMonth, ...clock, timeZoneName: 'short' });
  const times = dateFormat(tag, clock);
  const percents = numberFormat(tag, { style: 'percent', maximumFractionDigits: 4 });
  const integers = numberFormat(tag, {});
  const day = (text: string) => days.format(noonOf(text));
  return {
    money: (amount, code) => {
      const unit = currencyOf(code);
      return decimalText(moneyFormat(tag, unit, decimalsOf(unit)), toDecimal(amount, unit));
    },
    exactMoney: (millionths, code) => {
      const unit = currencyOf(code);
      const digits = decimalsOf(unit) + 6;
      return decimalText(moneyFormat(tag, unit, digits), shifted(millionths, digits));
    },
    percent: (rate) => decimalText(percents, shifted(BigInt(rate), 6)),
    decimal: (units, decimals) => {
      const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
      return decimalText(numberFormat(tag, digits), decimals === 0 ? String(units) : shifted(units, decimals));
    },
    integer: (value) => trueMinus(integers.format(value)),
    day,
    longDay: (text) => longDays.format(noonOf(text)),
    span: (from, to) => (isWholeMonth(from, to) ? months.format(noonOf(from)) : `${day(from)} – ${day(to)}`),
    date: (instant) => dates.format(instant),
    instant: (instant) => instants.format(instant),
    time: (instant) => times.format(instant),
  };
}

/** Making an Intl format costs more than using it a hundred times; a list of rows uses one. */
const MONEY_FORMATS = new Map<string, Intl.NumberFormat>();

function moneyFormat(tag: string, currency: Currency, digitsMax: number): Intl.NumberFormat {
  const key = `${tag} ${currency} ${digitsMax}`;
  const known = MONEY_FORMATS.get(key);
  if (known) return known;
  const digits = { minimumFractionDigits: decimalsOf(currency), maximumFractionDigits: digitsMax };
  const made = numberFormat(tag, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...digits });
  MONEY_FORMATS.set(key, made);
  return made;
}

/** Intl takes decimal strings exactly; TypeScript wants to be told that the string is a number. */
function decimalText(format: Intl.NumberFormat, decimal: string): string {
  return trueMinus(format.format(decimal as `${number}`));
}

function trueMinus(text: string): string {
  return text.replace('-', '\u2212');
}

/** `value` / 10^digits as a decimal string. */
function shifted(value: bigint, digits: number): string {
  const text = (value < 0n ? -value : value).toString().padStart(digits + 1, '0');
  return `${value < 0n ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

function isWholeMonth(from: string, to: string): boolean {
  const next = noonOf(to);
  next.setUTCDate(next.getUTCDate() + 1);
  return from.endsWith('-01') && from.slice(0, 7) === to.slice(0, 7) && next.getUTCDate() === 1;
}
