import { useTranslations } from 'use-intl';
import styles from '#app/components/portal/earnings.module.css';
import { Empty } from '#app/components/portal/empty.tsx';
import { Amount, MoneyBadge } from '#app/components/portal/money-word.tsx';
import { usePortal } from '#app/components/portal/portal-context.tsx';
import { usePortalFormat } from '#app/components/portal/portal-format.ts';
import { Row, Rows } from '#app/components/portal/rows.tsx';
import text from '#app/components/portal/text.module.css';

interface Payout {
  readonly kind: 'payout' | 'payout_return';
  readonly at: string;
  /** The calendar year of `at` in the network's time zone. */
  readonly year: number;
  readonly amountMinor: string;
}

/** What has left for the partner, and what came back, by year with its sum. */
export function Payouts({ payouts }: { payouts: readonly Payout[] }) {
  const t = useTranslations('portal.payouts');
  const { currency } = usePortal();
  if (payouts.length === 0) return <Empty>{t('none')}</Empty>;
  return (
    <>
      {[...Map.groupBy(payouts, ({ year }) => year)].map(([year, ofYear]) => (
        <div key={year} className={text['section']}>
          <dl className={styles['sums']}>
            <div className={styles['sum']}>
              <dt className={styles['sumWord']}>
                <MoneyBadge word="paid" />
                <span>{t('inYear', { year: String(year) })}</span>
              </dt>
              <dd>
                <Amount
                  minor={String(ofYear.reduce((sum, one) => sum + BigInt(one.amountMinor), 0n))}
                  currency={currency}
                />
              </dd>
            </div>
          </dl>
          <YearOfPayouts payouts={ofYear} label={String(year)} />
        </div>
      ))}
    </>
  );
}

function YearOfPayouts({ payouts, label }: { payouts: readonly Payout[]; label: string }) {
  const t = useTranslations('portal.payouts');
  const { currency } = usePortal();
  const format = usePortalFormat();
  return (
    <Rows label={label}>
      {payouts.map((payout) => (
        <Row
          key={`${payout.at} ${payout.kind}`}
          title={t(payout.kind)}
          detail={format.date(new Date(payout.at))}
          figure={<Amount minor={payout.amountMinor} currency={currency} />}
        />
      ))}
    </Rows>
  );
}
