import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Card, EmptyState, IndexTable, Link, Page, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { usePersonName } from '#app/components/admin/partners/person-name.ts';
import { usePlaceWords } from '#app/components/admin/partners/use-place-words.ts';
import { useFormat } from '#app/components/shared/format.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { waitingPage } from '#app/queries/placement/waiting-page.ts';
import { load } from '#app/respond.server.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId, now } = await requireMerchant(request);
  return { trees: await load(() => waitingPage({ networkId, now })), now: now.toISOString() };
}

type Tree = ReturnType<typeof useLoaderData<typeof loader>>['trees'][number];

export default function WaitingPartners() {
  const { trees, now } = useLoaderData<typeof loader>();
  const t = useTranslations('tree.waiting');
  const isEmpty = trees.every(({ total }) => total === 0);
  return (
    <Page title={t('title')} subtitle={t('subtitle')} backAction={{ content: t('back'), url: '/app/tree' }}>
      <BlockStack gap="400">
        {isEmpty && (
          <Card>
            <EmptyState heading={t('emptyTitle')} image="">
              <p>{trees.length === 0 ? t('withoutTree') : t('emptyBody')}</p>
            </EmptyState>
          </Card>
        )}
        {trees.map((tree) => tree.total > 0 && <WaitingTable key={tree.tree} tree={tree} now={now} />)}
      </BlockStack>
    </Page>
  );
}

function WaitingTable({ tree, now }: { tree: Tree; now: string }) {
  const t = useTranslations('tree.waiting');
  const { day } = useFormat();
  const nameOf = usePersonName();
  const { treeName } = usePlaceWords();
  return (
    <Card padding="0">
      <IndexTable
        condensed={false}
        selectable={false}
        itemCount={tree.partners.length}
        resourceName={{ singular: t('partner'), plural: t('partners') }}
        headings={[
          { title: t('caption', { tree: treeName(tree), count: tree.total }) },
          { title: t('sponsor') },
          { title: t('until') },
        ]}
      >
        {tree.partners.map((partner, index) => (
          <IndexTable.Row key={partner.number} id={String(partner.number)} position={index}>
            <IndexTable.Cell>
              <Link url={`/app/partners/${partner.number}`}>{`${nameOf(partner)} ${partner.number}`}</Link>
            </IndexTable.Cell>
            <IndexTable.Cell>{nameOf(partner.sponsor)}</IndexTable.Cell>
            <IndexTable.Cell>
              <Text as="span">{partner.until > now ? day(partner.until) : t('now')}</Text>
            </IndexTable.Cell>
          </IndexTable.Row>
        ))}
      </IndexTable>
    </Card>
  );
}
