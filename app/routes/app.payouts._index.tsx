import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Card, EmptyState, IndexTable, Page, Text, useBreakpoints } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { CondensedRow } from '#app/components/admin/condensed-row.tsx';
import { PageLinks } from '#app/components/admin/page-links.tsx';
import { BatchBadge } from '#app/components/admin/payouts/batch-badge.tsx';
import { OwedFigures } from '#app/components/admin/payouts/owed-figures.tsx';
import { PrimaryLink } from '#app/components/admin/primary-link.tsx';
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
  const { money, day } = useFormat();
  const { smDown } = useBreakpoints();
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
              condensed={smDown}
              itemCount={batches.length}
              selectable={false}
              headings={[...headings]}
              resourceName={{ singular: t('column.batch'), plural: t('title') }}
            >
              {batches.map((batch, index) => (
                <BatchLine key={batch.id} batch={batch} position={index} currency={currency} isCondensed={smDown} />
              ))}
            </IndexTable>
          )}
          <PageLinks previous={address.previous} next={address.nextOf(next)} />
        </Card>
      </BlockStack>
    </Page>
  );
}

type Batch = Awaited<ReturnType<typeof payoutList>>['batches'][number];

interface BatchLineProps {
  batch: Batch;
  position: number;
  currency: string;
  isCondensed: boolean;
}

function BatchLine({ batch, position, currency, isCondensed }: BatchLineProps) {
  const t = useTranslations('payouts');
  const { money, day, count } = useFormat();
  const { id, state, partners, totalMinor, createdAt } = batch;
  const name = <PrimaryLink to={`/app/payouts/${id}`}>{t('name', { id })}</PrimaryLink>;
  const sum = money(totalMinor, currency);
  const figure = (text: string) => (
    <IndexTable.Cell>
      <Text as="span" numeric alignment="end">
        {text}
      </Text>
    </IndexTable.Cell>
  );
  if (isCondensed) {
    return (
      <IndexTable.Row id={String(id)} position={position}>
        <CondensedRow
          title={
            <>
              {name} <BatchBadge state={state} />
            </>
          }
          figure={sum}
          detail={t('small', { day: day(createdAt), count: partners })}
        />
      </IndexTable.Row>
    );
  }
  return (
    <IndexTable.Row id={String(id)} position={position}>
      <IndexTable.Cell>{name}</IndexTable.Cell>
      <IndexTable.Cell>{day(createdAt)}</IndexTable.Cell>
      <IndexTable.Cell>
        <BatchBadge state={state} />
      </IndexTable.Cell>
      {figure(count(partners))}
      {figure(sum)}
    </IndexTable.Row>
  );
}
