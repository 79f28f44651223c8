import { Link } from '@remix-run/react';
import { useTranslations } from 'use-intl';
import styles from '#app/components/portal/home.module.css';
import { MoneyBadge } from '#app/components/portal/money-word.tsx';
import { usePortal } from '#app/components/portal/portal-context.tsx';
import { usePortalFormat } from '#app/components/portal/portal-format.ts';
import text from '#app/components/portal/text.module.css';

interface HomeBandProps {
  availableMinor: string;
  heldMinor: string;
  heldUntil: string | null;
  underway: { readonly amountMinor: string; readonly since: string } | null;
}

/** The biggest figure: what is available now, also where it is 0 or less, and what comes next. */
export function HomeBand({ availableMinor, heldMinor, heldUntil, underway }: HomeBandProps) {
  const t = useTranslations('portal.home');
  const { base, currency, now } = usePortal();
  const format = usePortalFormat();
  const comesNext = () => {
    if (underway) return t('underway', { amount: format.amount(underway.amountMinor, currency) });
    if (BigInt(availableMinor) < 0n) return t('negative');
    if (BigInt(availableMinor) > 0n) return t('nextPayout');
    return BigInt(heldMinor) > 0n && heldUntil ? t('heldNext', { until: format.day(heldUntil) }) : t('nothingYet');
  };
  return (
    <section className={styles['band']} aria-labelledby="available">
      <Link className={styles['bandLink']} to={`${base}/earnings?state=available`}>
        <h1 id="available">
          <MoneyBadge word="available" />
        </h1>
        <span className={styles['figure']}>{format.amount(availableMinor, currency)}</span>
      </Link>
      <p className={styles['bandLine']}>
        <span>{comesNext()}</span>
        <span className={text['note']}>{t('asOf', { at: format.moment(now, now) })}</span>
      </p>
    </section>
  );
}
