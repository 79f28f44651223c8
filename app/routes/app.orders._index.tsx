import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useNavigation } from '@remix-run/react';
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
} from '@shopify/polaris';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { z } from 'zod';
import { AsOf } from '#app/components/admin/as-of.tsx';
import { AssignDialog } from '#app/components/admin/orders/assign-dialog.tsx';
import { AssignedBanner, type AssignedView } from '#app/components/admin/orders/assigned-banner.tsx';
import { NO_FILTERS, OrderFilters } from '#app/components/admin/orders/order-filters.tsx';
import { OrderTable } from '#app/components/admin/orders/order-table.tsx';
import { SumLine } from '#app/components/admin/orders/sum-line.tsx';
import { TakeAwayDialog } from '#app/components/admin/orders/take-away-dialog.tsx';
import { PageLinks } from '#app/components/admin/page-links.tsx';
import { useOpener } from '#app/components/admin/use-opener.ts';
import { useDownload } from '#app/components/admin/use-download.ts';
import { useListAddress } from '#app/components/admin/use-list-address.ts';
import { useFormat } from '#app/components/shared/format.ts';
import { parseForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { orderFilters, orderKeyOfAddress, parseCursor } from '#app/queries/orders/order-filters.ts';
import { orderListSum } from '#app/queries/orders/order-list-sum.ts';
import { orderList, ORDERS_PAGE } from '#app/queries/orders/order-list.ts';
import { load, respond } from '#app/respond.server.ts';
import { assignOrders } from '#app/services/orders/assign-order.ts';

export { keepInput as clientAction } from '#app/components/admin/keep-input.ts';

const IMPORT_MS = 60 * 86_400_000;

const orders = z
  .array(z.string().transform((text, context) => orderKeyOfAddress(text) ?? (context.addIssue('wrong'), z.NEVER)))
  .min(1, 'required')
  .max(ORDERS_PAGE, 'out-of-range');
const reason = z.string().trim().min(3, 'too-short').max(500, 'too-long');
const formSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('assign'), orders, reason, partner: z.string().regex(/^\d{1,9}$/, 'required') }),
  z.object({ intent: z.literal('nobody'), orders, reason }),
  z.object({ intent: z.literal('withdraw'), orders, reason }),
]);

export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId, now } = await requireMerchant(request);
  const params = new URL(request.url).searchParams;
  const filters = orderFilters(params);
  const wanted = { networkId, now, filters };
  const list = await load(() => orderList({ ...wanted, cursor: parseCursor(params.get('after'), filters.sort) }));
  // The sum may take longer than the rows: it comes after them, in a place that is kept, and takes nothing from them.
  const sum = orderListSum(wanted).catch(() => null);
  const since = new Date(now.getTime() - IMPORT_MS).toISOString();
  return { ...list, filters, sum, since, now: now.toISOString() };
}

export async function action({ request }: ActionFunctionArgs) {
  const { networkId, actor, now } = await requireMerchant(request);
  return respond(async () => {
    const form = await parseForm(request, formSchema);
    const partner = form.intent === 'assign' ? Number(form.partner) : form.intent === 'nobody' ? 'nobody' : null;
    return assignOrders({ networkId, actor, now, keys: form.orders, partner, reason: form.reason });
  });
}

export default function Orders() {
  const { rows, currency, periods, run, next, filters, sum, since, now } = useLoaderData<typeof loader>();
  const t = useTranslations('orders');
  const locale = useLocale();
  const address = useListAddress();
  const isLoading = useNavigation().location?.pathname === '/app/orders';
  const download = useDownload();
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const [forNobody, setForNobody] = useState<readonly string[] | null>(null);
  const [done, setDone] = useState<AssignedView | null>(null);
  useOpener(chosen !== null || forNobody !== null);
  const isFiltered = Object.keys(NO_FILTERS).some((key) => filters[key as keyof typeof filters] !== null);
  const isEmpty = rows.length === 0 && !isFiltered && filters.view === 'all' && address.previous === null;
  const query = new URLSearchParams(address.params);
  query.set('locale', locale);
  return (
    <Page
      fullWidth
      title={t('title')}
      secondaryActions={[
        {
          content: t(download.isBusy ? 'exporting' : 'export'),
          loading: download.isBusy,
          disabled: rows.length === 0,
          onAction: () => void download.start(`/app/orders/export?${query.toString()}`, t('csv.fileName')),
        },
      ]}
    >
      <BlockStack gap="400">
        {download.hasFailed && <Banner tone="critical" title={t('exportFailed')} />}
        {done && <AssignedBanner done={done} onDismiss={() => setDone(null)} />}
        <Card padding="0">
          {isEmpty ? (
            <Empty since={since} />
          ) : (
            <>
              <OrderFilters filters={filters} periods={periods} onChange={address.change} isLoading={isLoading} />
              <Box padding="300" borderBlockEndWidth="025" borderColor="border" minHeight="3rem">
                <InlineStack align="space-between" gap="200">
                  <SumLine sum={sum} currency={currency} />
                  <AsOf at={run?.asOf ?? null} now={now} isStale={run?.isStale ?? false} />
                </InlineStack>
              </Box>
              {rows.length > 0 ? (
                <OrderTable
                  rows={rows}
                  currency={currency}
                  isLoading={isLoading}
                  onAssign={setChosen}
                  onNobody={setForNobody}
                />
              ) : (
                <NothingFound onClear={() => address.change({ ...NO_FILTERS, view: null })} />
              )}
              <PageLinks previous={address.previous} next={address.nextOf(next)} />
            </>
          )}
        </Card>
      </BlockStack>
      {chosen && (
        <AssignDialog
          orders={chosen}
          onClose={() => setChosen(null)}
          onDone={(value) => setDone(value as AssignedView)}
        />
      )}
      {forNobody && (
        <TakeAwayDialog
          deed="nobody"
          orders={forNobody}
          onClose={() => setForNobody(null)}
          onDone={(value) => setDone(value as AssignedView)}
        />
      )}
    </Page>
  );
}

function Empty({ since }: { since: string }) {
  const t = useTranslations('orders.empty');
  const { day } = useFormat();
  return (
    <EmptyState heading={t('title')} image="">
      <p>{t('body', { since: day(since) })}</p>
    </EmptyState>
  );
}

function NothingFound({ onClear }: { onClear: () => void }) {
  const t = useTranslations('orders');
  const list = useTranslations('admin.list');
  return (
    <Box padding="400">
      <BlockStack inlineAlign="center" gap="200">
        <EmptySearchResult title={list('nothingFound')} description={t('nothingBody')} withIllustration />
        <Button variant="plain" onClick={onClear}>
          {list('clear')}
        </Button>
      </BlockStack>
    </Box>
  );
}
