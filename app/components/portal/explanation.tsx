import { Link } from '@remix-run/react';
import { useTranslations } from 'use-intl';
import styles from '#app/components/portal/earnings.module.css';
import { Amount, MoneyBadge, type MoneyWord } from '#app/components/portal/money-word.tsx';
import { usePortal } from '#app/components/portal/portal-context.tsx';
import { usePortalFormat } from '#app/components/portal/portal-format.ts';
import { Row, Rows } from '#app/components/portal/rows.tsx';
import { LegBars } from '#app/components/shared/explanation/leg-bars.tsx';
import type { LegBar } from '#app/locales/explanation-legs.ts';
import text from '#app/components/portal/text.module.css';

export interface ExplanationDetail {
  readonly amountMinor: string;
  readonly state: MoneyWord;
  readonly until: string | null;
  readonly orderName: string | null;
  readonly text: {
    readonly sentence: readonly string[];
    readonly breakdown: readonly { readonly label: string; readonly value: string }[];
    readonly later: readonly string[];
    readonly others: readonly string[];
    /** Of a row of pairs. */
    readonly legs?: readonly LegBar[];
  } | null;
  readonly related: readonly {
    readonly key: string;
    readonly kind: 'reversal' | 'original';
    readonly amountMinor: string;
  }[];
}

/** The steps that lead to an amount begin with these signs: results stand out. */
const isResult = (label: string): boolean => label.startsWith('=') || label.startsWith('×');

function Lines({ heading, lines }: { heading: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <section className={text['tight']}>
      <h3>{heading}</h3>
      <ul className={styles['lines']}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

/** Amount and state, why, every step, what happened since, who else was on the way. */
export function Explanation({ detail, search }: { detail: ExplanationDetail; search: string }) {
  const t = useTranslations('portal.row');
  const money = useTranslations('money');
  const { base, currency } = usePortal();
  const format = usePortalFormat();
  const { amountMinor, state, until, related } = detail;
  const badge = state === 'held' && until ? { detail: money('heldUntil', { until: format.day(until) }) } : {};
  return (
    <>
      <p className={styles['top']}>
        <span className={styles['big']}>
          <Amount minor={amountMinor} currency={currency} word={state} />
        </span>
        <MoneyBadge word={state} {...badge} />
      </p>
      {detail.text === null ? <p>{t('outdated')}</p> : <p>{detail.text.sentence.join(' ')}</p>}
      {detail.text?.legs && <LegBars legs={detail.text.legs} />}
      {detail.text && detail.text.breakdown.length > 0 && (
        <section className={text['tight']}>
          <h3>{t('breakdown')}</h3>
          <dl className={styles['steps']}>
            {detail.text.breakdown.map(({ label, value }) => (
              <div key={label} className={`${styles['step']} ${isResult(label) ? styles['strong'] : ''}`}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {detail.text && <Lines heading={t('later')} lines={detail.text.later.slice(1)} />}
      {detail.text && <Lines heading={t('others')} lines={detail.text.others} />}
      {related.length > 0 && (
        <Rows label={t('related')}>
          {related.map((row) => (
            <Row
              key={row.key}
              to={`${base}/earnings/${row.key}${search}`}
              title={t(row.kind)}
              figure={
                <Amount
                  minor={row.amountMinor}
                  currency={currency}
                  {...(row.kind === 'reversal' ? { word: 'reversed' as const } : {})}
                />
              }
            />
          ))}
        </Rows>
      )}
      <p className={text['note']}>
        {t('question')} <Link to={`${base}/nothing`}>{t('whyNothing')}</Link>
      </p>
    </>
  );
}
