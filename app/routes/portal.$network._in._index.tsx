import type { LoaderFunctionArgs } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslations } from 'use-intl';
import { EarningRow } from '#app/components/portal/earning-row.tsx';
import { HomeBand } from '#app/components/portal/home-band.tsx';
import { FirstSteps } from '#app/components/portal/first-steps.tsx';
import { Amount, MoneyBadge } from '#app/components/portal/money-word.tsx';
import { usePortal } from '#app/components/portal/portal-context.tsx';
import { usePortalFormat } from '#app/components/portal/portal-format.ts';
import { portalMeta } from '#app/components/portal/portal-meta.ts';
import { Row, Rows } from '#app/components/portal/rows.tsx';
import text from '#app/components/portal/text.module.css';
import { requirePartner } from '#app/partner.server.ts';
import { homePage } from '#app/queries/portal/home.ts';
import { load } from '#app/respond.server.ts';

export const meta = portalMeta('home');

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { network, networkId, partner, now } = await requirePartner(request, params);
  return load(() => homePage({ networkId, number: partner.number, timeZone: network.timeZone, now }));
}

type HomeData = Awaited<ReturnType<typeof loader>>;

function Balances({ page }: { page: HomeData }) {
  const t = useTranslations('portal.home');
  const { base, currency, now } = usePortal();
  const format = usePortalFormat();
  const isHeld = BigInt(page.heldMinor) > 0n;
  const until = isHeld && page.heldUntil && t('nextDay', { until: format.day(page.heldUntil) });
  return (
    <section className={text['section']} aria-labelledby="balances">
      <h2 id="balances" className={text['wideOnly']}>
        {t('balances')}
      </h2>
      <Rows>
        <Row
          to={`${base}/earnings?state=held`}
          title={<MoneyBadge word="held" />}
          {...(until ? { detail: until } : {})}
          figure={<Amount minor={page.heldMinor} currency={currency} />}
        />
        {page.estimates.map((period) => (
          <Row
            key={period.id}
            to={`${base}/earnings?period=${period.id}&state=estimated`}
            title={<MoneyBadge word="estimated" />}
            detail={t('periodAsOf', {
              period: format.period(period),
              at: period.asOf ? format.moment(period.asOf, now) : '–',
            })}
            figure={<Amount minor={period.sumMinor} currency={currency} word="estimated" />}
          />
        ))}
        <Row
          to={`${base}/earnings?state=paid`}
          title={<MoneyBadge word="paid" />}
          detail={t('paidIn', { year: String(page.year) })}
          figure={<Amount minor={page.paidMinor} currency={currency} />}
        />
      </Rows>
    </section>
  );
}

function Changes({ page }: { page: HomeData }) {
  const t = useTranslations('portal.home');
  const { base } = usePortal();
  const format = usePortalFormat();
  if (page.changes.length === 0) return null;
  const since = page.changesSince && format.date(new Date(page.changesSince));
  return (
    <section className={text['section']} aria-labelledby="changes">
      <h2 id="changes">{since ? t('since', { day: since }) : t('changes')}</h2>
      <Rows>
        {page.changes.map((row) => (
          <EarningRow key={row.key} row={row} />
        ))}
      </Rows>
      <p className={text['secondary']}>
        <Link to={`${base}/earnings`}>{t('allEarnings')}</Link>
      </p>
    </section>
  );
}

export default function Home() {
  const page = useLoaderData<typeof loader>();
  return (
    <div className={text['stack']}>
      <HomeBand {...page} />
      {page.isNew ? (
        <FirstSteps />
      ) : (
        <div className={text['columns']}>
          <Balances page={page} />
          <Changes page={page} />
        </div>
      )}
    </div>
  );
}
