import { useTranslations } from 'use-intl';
import styles from '#app/components/portal/earnings.module.css';
import { Amount, MoneyBadge, type MoneyWord } from '#app/components/portal/money-word.tsx';
import { usePortal } from '#app/components/portal/portal-context.tsx';

interface EarningsSumsProps {
  sums: readonly { readonly state: MoneyWord; readonly rows: number; readonly sumMinor: string }[];
  balance: { readonly totalMinor: string; readonly restMinor: string } | null;
  state: string | null;
}

/** The sum of everything the filters leave, one line per money word; beside a balance also what no row shows. */
export function EarningsSums({ sums, balance, state }: EarningsSumsProps) {
  const t = useTranslations('portal.earnings');
  const { currency } = usePortal();
  if (sums.length === 0 && (balance === null || BigInt(balance.totalMinor) === 0n)) return null;
  const hasRest = balance !== null && BigInt(balance.restMinor) !== 0n;
  const isSummed = balance !== null && (sums.length > 1 || hasRest);
  return (
    <dl className={styles['sums']}>
      {sums.map(({ state: word, rows, sumMinor }) => (
        <div key={word} className={styles['sum']}>
          <dt className={styles['sumWord']}>
            <MoneyBadge word={word} />
            <span>{t('rows', { count: rows })}</span>
          </dt>
          <dd>
            <Amount minor={sumMinor} currency={currency} word={word} />
          </dd>
        </div>
      ))}
      {hasRest && (
        <div className={styles['sum']}>
          <dt className={styles['sumWord']}>{t(state === 'held' ? 'heldRest' : 'availableRest')}</dt>
          <dd>
            <Amount minor={balance.restMinor} currency={currency} />
          </dd>
        </div>
      )}
      {isSummed && (
        <div className={`${styles['sum']} ${styles['total']}`}>
          <dt className={styles['sumWord']}>{t('balance')}</dt>
          <dd>
            <Amount minor={balance.totalMinor} currency={currency} />
          </dd>
        </div>
      )}
    </dl>
  );
}
