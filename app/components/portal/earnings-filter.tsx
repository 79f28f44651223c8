import { Form, Link } from '@remix-run/react';
import { SlidersHorizontal } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { SubmitButton } from '#app/components/portal/button.tsx';
import styles from '#app/components/portal/earnings.module.css';
import { Field, Select } from '#app/components/portal/field.tsx';
import { usePortal } from '#app/components/portal/portal-context.tsx';
import { usePortalFormat } from '#app/components/portal/portal-format.ts';

export interface EarningsFilterValues {
  readonly period: number | null;
  readonly state: string | null;
  readonly kind: string | null;
  readonly level: number | null;
  readonly order: string | null;
}

const KINDS = [
  { value: 'customers', word: 'customers' },
  { value: 'team', word: 'team' },
  { value: 'period', word: 'once' },
] as const;

interface PeriodOption {
  readonly id: number;
  readonly startsAt: string;
  readonly endsAt: string;
}

interface EarningsFilterProps {
  filters: EarningsFilterValues;
  periods: readonly PeriodOption[];
  shownPeriod: number | null;
}

/** All filters behind one button; they stand in the address, so back and a shared link bring them again. */
export function EarningsFilter({ filters, periods, shownPeriod }: EarningsFilterProps) {
  const t = useTranslations('portal.filter');
  const money = useTranslations('money');
  const { base } = usePortal();
  const format = usePortalFormat();
  const states = ['estimated', 'held', 'available', 'paid', 'reversed'] as const;
  const all = { value: '', label: t('all') };
  return (
    <details className={styles['filters']}>
      <summary>
        <SlidersHorizontal size={18} aria-hidden />
        {t('heading')}
      </summary>
      <Form method="get" action={`${base}/earnings`} className={styles['form']} preventScrollReset>
        <Select
          label={t('period')}
          name="period"
          value={String(shownPeriod ?? '')}
          options={[
            ...(shownPeriod === null ? [{ value: '', label: t('allPeriods') }] : []),
            ...periods.map((period) => ({ value: String(period.id), label: format.period(period) })),
          ]}
        />
        <div className={styles['pair']}>
          <Select
            label={t('state')}
            name="state"
            value={filters.state ?? ''}
            options={[all, ...states.map((state) => ({ value: state, label: money(`${state}.word`) }))]}
          />
          <Select
            label={t('kind')}
            name="kind"
            value={filters.kind ?? ''}
            options={[all, ...KINDS.map(({ value, word }) => ({ value, label: t(word) }))]}
          />
        </div>
        <div className={styles['pair']}>
          <Field label={t('level')} name="level" inputMode="numeric" defaultValue={filters.level ?? ''} />
          <Field
            label={t('order')}
            name="order"
            inputMode="numeric"
            defaultValue={filters.order ?? ''}
            placeholder="#1042"
          />
        </div>
        <SubmitButton look="secondary">{t('apply')}</SubmitButton>
      </Form>
    </details>
  );
}

/** The four lists that are asked for most. */
export function EarningsChips({
  filters,
  addressOf,
}: {
  filters: EarningsFilterValues;
  addressOf: (change: Partial<EarningsFilterValues>) => string;
}) {
  const t = useTranslations('portal.filter');
  const chips = [
    { label: t('all'), change: { kind: null, state: null, level: null }, is: !filters.kind && !filters.state },
    { label: t('customers'), change: { kind: 'customers', state: null }, is: filters.kind === 'customers' },
    { label: t('team'), change: { kind: 'team', state: null }, is: filters.kind === 'team' },
    { label: t('reversed'), change: { kind: null, state: 'reversed' }, is: filters.state === 'reversed' },
  ];
  return (
    <nav className={styles['chips']} aria-label={t('quick')}>
      {chips.map(({ label, change, is }) => (
        <Link
          key={label}
          to={addressOf(change)}
          className={styles['chip']}
          aria-current={is || undefined}
          preventScrollReset
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
