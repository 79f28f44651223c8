import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData, useRevalidator } from '@remix-run/react';
import { BlockStack, Card, IndexTable, Page, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { z } from 'zod';
import { PageLinks } from '#app/components/admin/page-links.tsx';
import { BatchActions } from '#app/components/admin/payouts/batch-actions.tsx';
import { BatchBadge } from '#app/components/admin/payouts/batch-badge.tsx';
import { OwedFigures } from '#app/components/admin/payouts/owed-figures.tsx';
import { StepLine } from '#app/components/admin/payouts/step-line.tsx';
import { PrimaryLink } from '#app/components/admin/primary-link.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import type { FormAnswer } from '#app/components/admin/use-admin-form.ts';
import { useListAddress } from '#app/components/admin/use-list-address.ts';
import { useFormat } from '#app/components/shared/format.ts';
import { parseForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { numberParam, optionalNumber } from '#app/number-param.server.ts';
import { payoutDetail } from '#app/queries/payouts/payout-pages.ts';
import { load, respond } from '#app/respond.server.ts';
import { cancelBatch, markPaid } from '#app/services/payouts/settle-batch.ts';

export { keepInput as clientAction } from '#app/components/admin/keep-input.ts';

const formSchema = z.object({ intent: z.enum(['mark-paid', 'cancel']) });

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { networkId } = await requireMerchant(request);
  const after = optionalNumber(new URL(request.url).searchParams.get('after'));
  return load(() => payoutDetail(networkId, numberParam(params['batch']), after));
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { networkId, actor, now } = await requireMerchant(request);
  const settled = { networkId, actor, now, batchId: numberParam(params['batch']) };
  return respond(async () => {
    const { intent } = await parseForm(request, formSchema);
    return intent === 'mark-paid' ? markPaid(settled) : cancelBatch(settled);
  });
}

const STEP = { draft: 'check', exported: 'confirm', paid: 'confirm', cancelled: 'check' } as const;

export default function Payout() {
  const { batch, lines, next, owed, currency } = useLoaderData<typeof loader>();
  const t = useTranslations('payouts');
  const { money, day } = useFormat();
  const address = useListAddress();
  const { revalidate } = useRevalidator();
  const fetcher = useFetcher<FormAnswer>();
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const send = (intent: string) => () =>
    fetcher.submit(JSON.stringify({ intent }), { method: 'post', encType: 'application/json' });
  return (
    <Page
      title={t('name', { id: batch.id })}
      titleMetadata={<BatchBadge state={batch.state} />}
      subtitle={`${t('frozen')} ${day(batch.createdAt)} · ${t('partnersAndSum', {
        count: batch.partners,
        amount: money(batch.totalMinor, currency),
      })}`}
      backAction={{ content: t('title'), url: '/app/payouts' }}
    >
      <BlockStack gap="400">
        <StepLine current={STEP[batch.state]} />
        <RefusalBanner refusal={answer?.ok === false ? answer : null} />
        <BatchActions
          batch={batch}
          currency={currency}
          isBusy={fetcher.state !== 'idle'}
          onMarkPaid={send('mark-paid')}
          onCancel={send('cancel')}
          onExported={revalidate}
        />
        <OwedFigures owed={owed} currency={currency} />
        <Card padding="0">
          <IndexTable
            itemCount={lines.length}
            selectable={false}
            headings={[{ title: t('partner') }, { title: t('amount'), alignment: 'end' }]}
            resourceName={{ singular: t('partner'), plural: t('lines') }}
          >
            {lines.map((line, index) => (
              <IndexTable.Row id={String(line.number)} key={line.number} position={index}>
                <IndexTable.Cell>
                  <PrimaryLink to={`/app/partners/${line.number}`}>{`${line.firstName} ${line.lastName}`}</PrimaryLink>
                </IndexTable.Cell>
                <IndexTable.Cell>
                  <Text as="span" numeric alignment="end">
                    {money(line.amountMinor, currency)}
                  </Text>
                </IndexTable.Cell>
              </IndexTable.Row>
            ))}
          </IndexTable>
          <PageLinks previous={address.previous} next={address.nextOf(next)} />
        </Card>
      </BlockStack>
    </Page>
  );
}
