import { Link, useFetcher } from '@remix-run/react';
import type { MouseEvent } from 'react';
import { useTranslations } from 'use-intl';
import buttons from '#app/components/portal/button.module.css';
import { EarningRow, type EarningItem } from '#app/components/portal/earning-row.tsx';
import { Rows } from '#app/components/portal/rows.tsx';
import rowStyles from '#app/components/portal/rows.module.css';

const PAGE = 20;

interface EarningsListProps {
  rows: readonly EarningItem[];
  /** Where the next page begins; null at the end. */
  next: string | null;
  /** The list's own address, to which the place where the next page begins is added. */
  addressOf: (after: string) => string;
  search: string;
  open: string | undefined;
}

/** Rows with "Show 20 more": they are added below; without a script the same link leads to the next page. */
export function EarningsList(list: EarningsListProps) {
  const t = useTranslations('portal.earnings');
  return (
    <Rows label={t('heading')}>
      <PageOfRows {...list} />
    </Rows>
  );
}

function PageOfRows({ rows, next, ...list }: EarningsListProps) {
  return (
    <>
      {rows.map((row) => (
        <EarningRow key={row.key} row={row} search={list.search} isCurrent={row.key === list.open} />
      ))}
      {next !== null && <More {...list} next={next} />}
    </>
  );
}

function More({ next, ...list }: Omit<EarningsListProps, 'rows' | 'next'> & { next: string }) {
  const t = useTranslations('portal.earnings');
  const { data, load, state } = useFetcher<Pick<EarningsListProps, 'rows' | 'next'>>();
  if (data) return <PageOfRows {...list} {...data} />;
  const isBusy = state !== 'idle';
  const address = list.addressOf(next);
  const showMore = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    if (!isBusy) load(address);
  };
  return (
    <li className={rowStyles['more']}>
      <Link
        to={address}
        className={`${buttons['button']} ${buttons['secondary']}`}
        onClick={showMore}
        aria-busy={isBusy || undefined}
      >
        {isBusy && <span className={buttons['spinner']} aria-hidden />}
        {t('more', { count: PAGE })}
      </Link>
    </li>
  );
}
