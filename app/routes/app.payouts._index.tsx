import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Card, EmptyState, IndexTable, Page, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { AdminLink } from '#app/components/admin/admin-link.tsx';
import { PageLinks } from '#app/components/admin/page-links.tsx';
import { BatchBadge } from '#app/components/admin/payouts/batch-badge.tsx';
import { OwedFigures } from '#app/components/admin/payouts/owed-figures.tsx';
import { useListAddress } from '#app/components/admin/use-list-address.ts';
import { useFormat } from '#app/components/shared/format.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { optionalNumber } from '#app/number-param.server.ts';
import { payoutList } from '#app/queries/payouts/payout-pages.ts';
import { load } from '#app/respond.server.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId } = await requireMerchant(request);
  const before = optionalNumber(new URL(request.url).searchParams.get('after'));
  return load(() => payoutList(networkId, before));
}

export default function Payouts() {
  const { batches, owed, nextDay, next, currency } = useLoaderData<typeof loader>();
  const t = useTranslations('payouts');
  const { money, day, count } = useFormat();
  const address = useListAddress();
  const emptyText = () => {
    if (BigInt(owed.availableMinor) > 0n) return t('empty.bodyNow', { amount: money(owed.availableMinor, currency) });
    return nextDay === null ? t('empty.bodyNone') : t('empty.body', { day: day(nextDay) });
  };
  const headings = [
    { title: t('column.batch') },
    { title: t('column.created') },
    { title: t('column.state') },
    { title: t('column.partners'), alignment: 'end' as const },
    { title: t('column.sum'), alignment: 'end' as const },
  ] as const;
  return (
    <Page fullWidth title={t('title')} primaryAction={{ content: t('new'), url: '/app/payouts/new' }}>
      <BlockStack gap="400">
        <OwedFigures owed={owed} currency={currency} />
        <Card padding="0">
          {batches.length === 0 ? (
            <EmptyState heading={t('empty.title')} image="">
              <p>{emptyText()}</p>
            </EmptyState>
          ) : (
            <IndexTable
              itemCount={batches.length}
              selectable={false}
              headings={[...headings]}
              resourceName={{ singular: t('column.batch'), plural: t('title') }}
            >
              {batches.map((batch, index) => (
                <IndexTable.Row id={String(batch.id)} key={batch.id} position={index}>
                  <IndexTable.Cell>
                    <AdminLink to={`/app/payouts/${batch.id}`}>{t('name', { id: batch.id })}</AdminLink>
                  </IndexTable.Cell>
                  <IndexTable.Cell>{day(batch.createdAt)}</IndexTable.Cell>
                  <IndexTable.Cell>
                    <BatchBadge state={batch.state} />
                  </IndexTable.Cell>
                  <IndexTable.Cell>
                    <Text as="span" numeric alignment="end">
                      {count(batch.partners)}
                    </Text>
                  </IndexTable.Cell>
                  <IndexTable.Cell>
                    <Text as="span" numeric alignment="end">
                      {money(batch.totalMinor, currency)}
                    </Text>
                  </IndexTable.Cell>
                </IndexTable.Row>
              ))}
            </IndexTable>
          )}
          <PageLinks previous={address.previous} next={address.nextOf(next)} />
        </Card>
      </BlockStack>
    </Page>
  );
}
