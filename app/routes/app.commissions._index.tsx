import type { LoaderFunctionArgs } from '@remix-run/node';
import { Await, useLoaderData, useNavigation } from '@remix-run/react';
import {
  Banner,
  BlockStack,
  Box,
  Button,
  Card,
  EmptySearchResult,
  EmptyState,
  InlineStack,
  Page,
  Text,
} from '@shopify/polaris';
import { memo, Suspense, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { AsOf } from '#app/components/admin/as-of.tsx';
import { CommissionFilters } from '#app/components/admin/commissions/commission-filters.tsx';
import { CommissionRows } from '#app/components/admin/commissions/commission-rows.tsx';
import { WhyNothing } from '#app/components/admin/commissions/why-nothing.tsx';
import { PageLinks } from '#app/components/admin/page-links.tsx';
import { useDownload } from '#app/components/admin/use-download.ts';
import { useListAddress } from '#app/components/admin/use-list-address.ts';
import { useFormat } from '#app/components/shared/format.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { commissionList } from '#app/queries/commissions/commission-list.ts';
import { commissionSum, type CommissionSum } from '#app/queries/commissions/commission-sum.ts';
import { commissionFilters, parseCursor } from '#app/queries/commissions/filters.ts';
import { load } from '#app/respond.server.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId, now } = await requireMerchant(request);
  const params = new URL(request.url).searchParams;
  const filters = commissionFilters(params);
  const wanted = { networkId, now, filters };
  // The sum may take longer than the rows: it comes after them, in a place that is kept.
  const sum = commissionSum(wanted).catch(() => null);
  const list = await load(() => commissionList({ ...wanted, cursor: parseCursor(params.get('after')) }));
  return { ...list, filters, sum, now: now.toISOString() };
}

export default function Commissions() {
  const { rows, currency, periods, period, components, next, filters, sum, now } = useLoaderData<typeof loader>();
  const t = useTranslations('commissions');
  const locale = useLocale();
  const address = useListAddress();
  const navigation = useNavigation();
  const download = useDownload();
  const [asks, setAsks] = useState(false);
  const query = new URLSearchParams(address.params);
  query.set('locale', locale);
  const shown = period ?? periods[0];
  return (
    <Page
      fullWidth
      title={t('title')}
      secondaryActions={[
        { content: t(asks ? 'nothing.hide' : 'nothing.show'), onAction: () => setAsks(!asks) },
        {
          content: t(download.isBusy ? 'exporting' : 'export'),
          loading: download.isBusy,
          onAction: () => void download.start(`/app/commissions/export?${query.toString()}`, 'commissions.csv'),
        },
      ]}
    >
      <BlockStack gap="400">
        {download.hasFailed && <Banner tone="critical" title={t('exportFailed')} />}
        {asks && <WhyNothing />}
        <Card padding="0">
          <CommissionFilters
            filters={filters}
            periods={periods}
            components={components}
            onChange={address.change}
            isLoading={navigation.state === 'loading'}
          />
          <Box padding="300" borderBlockEndWidth="025" borderColor="border" minHeight="3rem">
            <InlineStack align="space-between" gap="200">
              <SumLine sum={sum} currency={currency} />
              <AsOf at={shown?.asOf ?? null} now={now} isStale={shown?.isStale ?? false} />
            </InlineStack>
          </Box>
          {rows.length > 0 ? (
            <CommissionRows rows={rows} currency={currency} />
          ) : (
            <Nothing
              filters={filters}
              onClear={() => address.change({ q: null, level: null, component: null, partner: null, period: null })}
            />
          )}
          <PageLinks previous={address.previous} next={address.nextOf(next)} />
        </Card>
      </BlockStack>
    </Page>
  );
}

interface SumLineProps {
  sum: Promise<CommissionSum | null>;
  currency: string;
}

/** Kept out of the page's own updates: one that came before it was hydrated would draw it twice. */
const SumLine = memo(function SumLine({ sum, currency }: SumLineProps) {
  const t = useTranslations('commissions');
  return (
    <Suspense
      fallback={
        <Text as="span" tone="subdued">
          {t('sumLoading')}
        </Text>
      }
    >
      <Await resolve={sum}>{(found) => <Sum found={found} currency={currency} />}</Await>
    </Suspense>
  );
});

function Sum({ found, currency }: { found: CommissionSum | null; currency: string }) {
  const t = useTranslations('commissions');
  const { money } = useFormat();
  if (found === null) return <Text as="span">{t('sumFailed')}</Text>;
  const { rows, sumMinor, balance } = found;
  const rest = balance === null || balance.restMinor === '0' ? null : balance;
  return (
    <Text as="span" numeric>
      {t('sum', { count: rows, amount: money(sumMinor, currency) })}
      {rest && ` · ${t('rest', { rest: money(rest.restMinor, currency), total: money(rest.totalMinor, currency) })}`}
    </Text>
  );
}

interface NothingProps {
  filters: ReturnType<typeof commissionFilters>;
  onClear: () => void;
}

/** No rows: because of the filters, or because there are none of this kind yet. */
function Nothing({ filters: { view, q, level, component, partner, period }, onClear }: NothingProps) {
  const t = useTranslations('commissions.empty');
  const list = useTranslations('admin.list');
  if (q !== null || level !== null || component !== null || partner !== null || period !== null) {
    return (
      <BlockStack inlineAlign="center" gap="200">
        <EmptySearchResult
          title={list('nothingFound')}
          description={t(view === 'all' ? 'none' : view)}
          withIllustration
        />
        <Box paddingBlockEnd="400">
          <Button onClick={onClear}>{list('clear')}</Button>
        </Box>
      </BlockStack>
    );
  }
  return (
    <EmptyState heading={t('title')} image="">
      <p>{t(view === 'all' ? 'none' : view)}</p>
    </EmptyState>
  );
}
