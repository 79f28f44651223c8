import { useFormatter, useLocale, useTranslations } from 'use-intl';

export interface NamedPeriod {
  startsAt: string;
  cadence: 'month' | 'week';
  timeZone: string;
}

/** A period as people call it, in its own zone: "October 2026", "Week from 5 Oct 2026". */
export function usePeriodName(): (period: NamedPeriod) => string {
  const t = useTranslations('periods');
  const format = useFormatter();
  const locale = useLocale();
  return ({ startsAt, cadence, timeZone }) => {
    const at = new Date(startsAt);
    if (cadence === 'month') return format.dateTime(at, { month: 'long', year: 'numeric', timeZone });
    const day =
      locale === 'de'
        ? ({ day: '2-digit', month: '2-digit', year: 'numeric' } as const)
        : ({ day: 'numeric', month: 'short', year: 'numeric' } as const);
    return t('week', { day: format.dateTime(at, { ...day, timeZone }) });
  };
}
