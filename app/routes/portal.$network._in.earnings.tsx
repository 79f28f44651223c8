import type { LoaderFunctionArgs } from '@remix-run/node';
import { Link, Outlet, useLoaderData, useLocation, useParams } from '@remix-run/react';
import { useTranslations } from 'use-intl';
import { EarningsChips, EarningsFilter, type EarningsFilterValues } from '#app/components/portal/earnings-filter.tsx';
import { EarningsList } from '#app/components/portal/earnings-list.tsx';
import { EarningsSums } from '#app/components/portal/earnings-sums.tsx';
import styles from '#app/components/portal/earnings.module.css';
import { Empty } from '#app/components/portal/empty.tsx';
import { Payouts } from '#app/components/portal/payouts.tsx';
import { usePortal } from '#app/components/portal/portal-context.tsx';
import { usePortalFormat } from '#app/components/portal/portal-format.ts';
import { portalMeta } from '#app/components/portal/portal-meta.ts';
import text from '#app/components/portal/text.module.css';
import { requirePartner } from '#app/partner.server.ts';
import { earningsFilters } from '#app/queries/portal/earnings-filters.ts';
import { earningsPage } from '#app/queries/portal/earnings.ts';
import { portalPayouts } from '#app/queries/portal/payouts.ts';
import { load } from '#app/respond.server.ts';

export const meta = portalMeta('earnings');

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { network, networkId, partner, now } = await requirePartner(request, params);
  const { searchParams } = new URL(request.url);
  const filters = earningsFilters(searchParams);
  const visit = { networkId, number: partner.number, now, filters, after: searchParams.get('after') };
  const page = await load(() => earningsPage(visit));
  const payouts =
    filters.state === 'paid' && filters.period === null
      ? await load(() => portalPayouts({ ...visit, timeZone: network.timeZone }))
      : null;
  return { ...page, filters, payouts, isFirst: visit.after === null };
}

/** The same address with other filters. */
function useAddress(filters: EarningsFilterValues) {
  const { base } = usePortal();
  return (change: Partial<EarningsFilterValues> & { after?: string }) => {
    const set = Object.entries({ ...filters, ...change }).flatMap(([key, value]) =>
      value === null ? [] : [[key, String(value)]],
    );
    const search = new URLSearchParams(set).toString();
    return `${base}/earnings${search && `?${search}`}`;
  };
}

export default function Earnings() {
  const { periods, period, asOf, sums, balance, rows, next, filters, payouts, isFirst } =
    useLoaderData<typeof loader>();
  const t = useTranslations('portal.earnings');
  const { base, now } = usePortal();
  const format = usePortalFormat();
  const { search } = useLocation();
  const { row: open } = useParams();
  const addressOf = useAddress(filters);
  return (
    <div className={text['stack']}>
      <div className={styles['header']}>
        <h1>{t('heading')}</h1>
        <EarningsFilter filters={filters} periods={periods} shownPeriod={period?.id ?? null} />
      </div>
      <EarningsChips filters={{ ...filters, period: filters.period }} addressOf={addressOf} />
      <div className={`${text['columns']} ${text['beside']}`}>
        <section className={text['stack']} aria-labelledby="sums">
          <div className={styles['heading']}>
            <h2 id="sums">{period ? format.period(period) : t('allPeriods')}</h2>
            {asOf && <span className={text['note']}>{t('asOf', { at: format.moment(asOf, now) })}</span>}
          </div>
          {payouts ? (
            <Payouts payouts={payouts} />
          ) : (
            <EarningsSums sums={sums} balance={balance} state={filters.state} />
          )}
          <p className={text['secondary']}>
            <Link to={`${base}/nothing`}>{t('whyNothing')}</Link>
          </p>
        </section>
        <section className={text['section']} aria-labelledby="list">
          <h2 id="list" className={payouts ? '' : text['wideOnly']}>
            {t(payouts ? 'paidRows' : 'listHeading')}
          </h2>
          {rows.length === 0 && !payouts && <Empty>{t(filters.state || filters.kind ? 'noneFound' : 'none')}</Empty>}
          {rows.length > 0 && (
            <EarningsList
              key={search}
              rows={rows}
              next={next}
              addressOf={(after) => addressOf({ after })}
              search={search}
              open={open}
            />
          )}
          {!isFirst && (
            <p>
              <Link to={addressOf({})}>{t('newest')}</Link>
            </p>
          )}
        </section>
      </div>
      <Outlet />
    </div>
  );
}
