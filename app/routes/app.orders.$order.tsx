import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Banner, BlockStack, Layout, Page } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { z } from 'zod';
import { AssignDialog } from '#app/components/admin/orders/assign-dialog.tsx';
import { EntriesCard } from '#app/components/admin/orders/entries-card.tsx';
import { FactsCard } from '#app/components/admin/orders/facts-card.tsx';
import { MoneyCard } from '#app/components/admin/orders/money-card.tsx';
import { OrderBadges } from '#app/components/admin/orders/order-badges.tsx';
import { ReadAgain } from '#app/components/admin/orders/read-again.tsx';
import { ReceiptCard } from '#app/components/admin/orders/receipt-card.tsx';
import { RowsCard } from '#app/components/admin/orders/rows-card.tsx';
import { TakeAwayDialog } from '#app/components/admin/orders/take-away-dialog.tsx';
import { useOpener } from '#app/components/admin/use-opener.ts';
import { useFormat } from '#app/components/shared/format.ts';
import { AppError } from '#app/errors.ts';
import { parseForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { orderDetail } from '#app/queries/orders/order-detail.ts';
import { orderAddressPart, orderKeyOfAddress } from '#app/queries/orders/order-filters.ts';
import { load, respond } from '#app/respond.server.ts';
import { readOrderAgain } from '#app/services/orders/read-again.ts';

export { keepInput as clientAction } from '#app/components/admin/keep-input.ts';

const formSchema = z.object({ intent: z.literal('read-again') });

function keyParam(text: string | undefined) {
  const key = orderKeyOfAddress(text);
  if (!key) throw new AppError('order.not-found');
  return key;
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { networkId, now } = await requireMerchant(request);
  const detail = await load(async () => orderDetail({ networkId, key: keyParam(params['order']), now }));
  return { ...detail, part: orderAddressPart(detail.order), now: now.toISOString() };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { networkId, actor, now } = await requireMerchant(request);
  return respond(async () => {
    await parseForm(request, formSchema);
    await readOrderAgain({ networkId, key: keyParam(params['order']), actor, now });
    return null;
  });
}

export default function OrderPage() {
  const detail = useLoaderData<typeof loader>();
  const { order, receipt, money, currency, part } = detail;
  const t = useTranslations('orders');
  const format = useFormat();
  const [open, setOpen] = useState<'assign' | 'withdraw' | 'nobody' | null>(null);
  useOpener(open !== null);
  const close = () => setOpen(null);
  const when = order.paidAt
    ? t('detail.paid', { at: format.day(order.paidAt) })
    : t('detail.ordered', { at: format.day(order.orderedAt) });
  const newest = receipt?.assignments[0];
  const isNobodys = newest?.nobody === true;
  const isGiven = isNobodys || newest?.partner != null;
  return (
    <Page
      title={order.name}
      subtitle={`${when} · ${t('detail.total', { total: format.money(money.totalMinor, money.currency) })}`}
      titleMetadata={
        <OrderBadges
          {...order}
          isPaid={order.paidAt !== null}
          isCancelled={order.cancelledAt !== null}
          isRefunded={order.financialStatus.includes('refunded')}
        />
      }
      backAction={{ content: t('title'), url: '/app/orders' }}
      primaryAction={{ content: t('assign.open'), onAction: () => setOpen('assign') }}
      secondaryActions={[
        ...(isNobodys || order.isTest ? [] : [{ content: t('assign.nobody'), onAction: () => setOpen('nobody') }]),
        ...(isGiven ? [{ content: t('assign.withdraw'), onAction: () => setOpen('withdraw') }] : []),
        {
          content: t('detail.openShopify'),
          url: `https://${order.shopDomain}/admin/orders/${order.orderId}`,
          external: true,
        },
      ]}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {order.problem && (
              <Banner tone="critical" title={t(`problem.${order.problem}`)}>
                <ReadAgain order={part} />
              </Banner>
            )}
            <ReceiptCard receipt={receipt} />
            <RowsCard {...detail} hasPartner={order.partner !== null} orderPart={part} />
            <MoneyCard money={money} currency={currency} />
            <EntriesCard entries={detail.entries} currency={currency} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <FactsCard order={order} />
        </Layout.Section>
      </Layout>
      {open === 'assign' && <AssignDialog orders={[part]} onClose={close} onDone={close} />}
      {(open === 'withdraw' || open === 'nobody') && <TakeAwayDialog deed={open} orders={[part]} onClose={close} />}
    </Page>
  );
}
