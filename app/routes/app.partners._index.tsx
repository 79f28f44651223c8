import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useNavigation } from '@remix-run/react';
import { Banner, BlockStack, Box, Card, EmptyState, InlineStack, Page } from '@shopify/polaris';
import { useLocale, useTranslations } from 'use-intl';
import { AsOf } from '#app/components/admin/as-of.tsx';
import { PageLinks } from '#app/components/admin/page-links.tsx';
import { PartnerFilters } from '#app/components/admin/partners/partner-filters.tsx';
import { PartnerTable } from '#app/components/admin/partners/partner-table.tsx';
import { SumLine } from '#app/components/admin/partners/sum-line.tsx';
import { useDownload } from '#app/components/admin/use-download.ts';
import { useListFilters } from '#app/components/admin/partners/use-list-filters.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { cursorOf, listFiltersSchema, withCursor } from '#app/queries/partners/list-filters.ts';
import { partnerListSum } from '#app/queries/partners/list-sum.ts';
import { LIST_SORTS, partnerList } from '#app/queries/partners/partner-list.ts';
import { load } from '#app/respond.server.ts';

const PAGE_SIZE = 50;

export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId, now } = await requireMerchant(request);
  const { searchParams } = new URL(request.url);
  const filters = listFiltersSchema.parse(Object.fromEntries(searchParams));
  const sort = LIST_SORTS.find((name) => name === searchParams.get('sort')) ?? 'newest';
  const cursor = cursorOf(searchParams.get('cursor'));
  const list = await load(() => partnerList({ networkId, now, filters, sort, cursor, size: PAGE_SIZE }));
  // The sum may take longer than the rows: it comes after them, in a place that is kept, and takes nothing from them.
  const sum = partnerListSum({ networkId, now, filters }).catch(() => null);
  return {
    rows: list.rows,
    run: list.run,
    currency: list.currency,
    ranks: list.ranks,
    previous: list.previous && withCursor(searchParams, list.previous),
    next: list.next && withCursor(searchParams, list.next),
    isFiltered: Object.values(filters).some((value) => value !== undefined),
    now: now.toISOString(),
    sum,
  };
}

export default function Partners() {
  const { rows, run, currency, ranks, previous, next, isFiltered, now, sum } = useLoaderData<typeof loader>();
  const t = useTranslations('partners');
  const { params } = useListFilters();
  const locale = useLocale();
  const isLoading = useNavigation().location?.pathname === '/app/partners';
  const { isBusy, hasFailed, start } = useDownload();
  const isEmpty = rows.length === 0 && !isFiltered && previous === null;
  return (
    <Page
      fullWidth
      title={t('title')}
      primaryAction={{ content: t('add'), url: '/app/partners/new' }}
      secondaryActions={[
        { content: t('import'), url: '/app/partners/import' },
        {
          content: t('export'),
          disabled: isEmpty || isBusy,
          onAction: () => void start(`/app/partners/export?${params.toString()}&locale=${locale}`, t('csv.fileName')),
        },
      ]}
    >
      <BlockStack gap="300">
        {hasFailed && <Banner tone="critical" title={t('exportFailed')} />}
        <Card padding="0">
          {isEmpty ? (
            <EmptyState
              heading={t('list.emptyTitle')}
              action={{ content: t('add'), url: '/app/partners/new' }}
              secondaryAction={{ content: t('list.emptyImport'), url: '/app/partners/import' }}
              image=""
            >
              <p>{t('list.emptyBody')}</p>
            </EmptyState>
          ) : (
            <>
              <PartnerFilters isLoading={isLoading} ranks={ranks} />
              <SumLine sum={sum} currency={currency} />
              <PartnerTable rows={rows} currency={currency} hasRanks={ranks.length > 0} isLoading={isLoading} />
              <PageLinks previous={previous} next={next} />
            </>
          )}
        </Card>
        <Box paddingBlockEnd="400">
          <InlineStack align="end">
            <AsOf at={run?.asOf ?? null} now={now} isStale={run?.isStale ?? false} />
          </InlineStack>
        </Box>
      </BlockStack>
    </Page>
  );
}
