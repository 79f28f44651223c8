import { useMemo } from 'react';
import { useLocale, useTimeZone } from 'use-intl';
import { minor } from '#app/domain/money/minor.ts';
import { formatFor, type Format } from '#app/locales/format.ts';
import { dateFormat } from '#app/locales/formatters.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Amounts, days and periods in the page's language and the network's time zone. */
export interface PortalFormat extends Omit<Format, 'money'> {
  /** Minor units as JSON carries them. */
  amount(amountMinor: string, currency: string): string;
  /** A half-open pair of instants as "November 2026", or as a range of days. */
  period(period: { readonly startsAt: string; readonly endsAt: string }): string;
  /** "3 Nov", „03.11.“; with the year where that is not this one. A day (`YYYY-MM-DD`) or an instant. */
  shortDay(at: string, now: string): string;
  /** "14:05", with the day in front where that is not today's. */
  moment(at: string, now: string): string;
}

export function usePortalFormat(): PortalFormat {
  const locale = useLocale();
  const timeZone = useTimeZone() ?? 'UTC';
  return useMemo(() => {
    const { money, ...format } = formatFor(locale, timeZone);
    const days = dateFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    const dayMonth = { day: 'numeric', month: locale === 'de' ? '2-digit' : 'short' } as const;
    const shortDays = dateFormat(locale === 'de' ? 'de' : 'en-GB', { ...dayMonth, timeZone });
    const dayOf = (at: Date) => days.format(at);
    return {
      ...format,
      amount: (amountMinor, currency) => money(minor(BigInt(amountMinor)), currency),
      period: ({ startsAt, endsAt }) =>
        format.span(dayOf(new Date(startsAt)), dayOf(new Date(new Date(endsAt).getTime() - DAY_MS / 2))),
      shortDay: (at, now) => {
        const instant = at.length === 'YYYY-MM-DD'.length ? new Date(`${at}T12:00:00Z`) : new Date(at);
        const isThisYear = dayOf(instant).slice(0, 4) === dayOf(new Date(now)).slice(0, 4);
        return isThisYear ? shortDays.format(instant) : format.date(instant);
      },
      moment: (at, now) => {
        const [instant, today] = [new Date(at), new Date(now)];
        const isToday = dayOf(instant) === dayOf(today);
        return isToday ? format.time(instant) : `${format.date(instant)}, ${format.time(instant)}`;
      },
    };
  }, [locale, timeZone]);
}
