import { useTranslations } from 'use-intl';
import { Amount, MoneyBadge, type MoneyWord } from '#app/components/portal/money-word.tsx';
import { usePortal } from '#app/components/portal/portal-context.tsx';
import { usePortalFormat } from '#app/components/portal/portal-format.ts';
import { Row } from '#app/components/portal/rows.tsx';
import type { AboutWord } from '#app/domain/explain/period-about.ts';
import { PPM_ONE } from '#app/domain/money/minor.ts';
import { aboutText } from '#app/locales/about-text.ts';

/** What several divide among themselves: the rate and the base are those of the whole. */
const SHARED: ReadonlySet<AboutWord> = new Set(['pool', 'matchDown']);

/** A row of earnings as the server sends it. */
export interface EarningItem {
  readonly key: string;
  readonly kind: 'estimate' | 'earning' | 'reversal';
  readonly at: string;
  readonly level: number;
  readonly ratePpm: number;
  readonly baseMinor: string;
  readonly amountMinor: string;
  readonly state: MoneyWord;
  readonly until: string | null;
  readonly orderName: string | null;
  readonly isOwnCustomer: boolean;
  /** What a row of the period is about, which has no order. */
  readonly about: Parameters<typeof aboutText>[0] | null;
}

/** An order's number as the language writes it: `#1061`, `Nr. 1061`; a name of another make stays as it is. */
export function orderText(t: ReturnType<typeof useTranslations<'portal.earnings'>>, name: string | null): string {
  if (name === null) return t('noOrder');
  return name.startsWith('#') ? t('orderNumber', { number: name.slice(1) }) : name;
}

/** "3 Nov · #1061 · pay level 3", below it the calculation, at the right amount and state. Leads to the explanation. */
export function EarningRow({
  row,
  search = '',
  isCurrent = false,
}: {
  row: EarningItem;
  search?: string;
  isCurrent?: boolean;
}) {
  const t = useTranslations('portal.earnings');
  const money = useTranslations('money');
  const about = useTranslations('money.about');
  const { base, currency, now } = usePortal();
  const format = usePortalFormat();
  const order = orderText(t, row.orderName);
  const day = format.shortDay(row.at, now);
  const what = () => {
    if (row.kind === 'reversal') return t('returnOf', { order });
    if (row.about) return aboutText(row.about, about);
    return row.isOwnCustomer ? t('ownCustomer', { order }) : t('payLevel', { order, level: row.level });
  };
  const how = () => {
    const base = format.amount(row.baseMinor, currency);
    if (row.kind === 'reversal') return t('goodsReturned', { base });
    if (row.about && row.ratePpm === PPM_ONE) return about('once');
    const isShare = row.about !== null && SHARED.has(row.about.word);
    return t(isShare ? 'shareOf' : 'rateOf', { rate: format.percent(row.ratePpm), base });
  };
  const isHeldUntil = row.state === 'held' && row.until !== null;
  return (
    <Row
      to={`${base}/earnings/${row.key}${search}`}
      isCurrent={isCurrent}
      title={what()}
      detail={t('dayAnd', { day, text: how() })}
      figure={<Amount minor={row.amountMinor} currency={currency} word={row.state} />}
      state={
        isHeldUntil ? (
          <MoneyBadge word="held" detail={money('heldUntil', { until: format.shortDay(row.until ?? '', now) })} />
        ) : (
          <MoneyBadge word={row.state} />
        )
      }
    />
  );
}
