import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { Badge, BlockStack, Card, Layout, Page, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { z } from 'zod';
import { DiscardDraft } from '#app/components/admin/plan/discard-draft.tsx';
import { DraftEditor } from '#app/components/admin/plan/draft-editor.tsx';
import { PlanSentences } from '#app/components/admin/plan/sentences.tsx';
import { VersionsCard } from '#app/components/admin/plan/versions-card.tsx';
import { PlanExample } from '#app/components/admin/plan-example.tsx';
import { revalidateUnlessExample } from '#app/components/admin/use-example.ts';
import { useFormat } from '#app/components/shared/format.ts';
import { planFormSchema } from '#app/domain/plan/plan-form.ts';
import { parseForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { planPage } from '#app/queries/plan/plan-page.ts';
import { load, respond } from '#app/respond.server.ts';
import { openDraft, saveDraftForm, saveDraftText } from '#app/services/plans/change-draft.ts';
import { offeredStarts } from '#app/services/plans/offered-starts.ts';
import { publishDraft } from '#app/services/plans/publish-draft.ts';
import { discardDraft } from '#app/services/plans/save-draft.ts';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import type { FormAnswer } from '#app/components/admin/use-admin-form.ts';

export { keepInput as clientAction } from '#app/components/admin/keep-input.ts';

/** The programme whose plan the page shows; networks have one so far. */
const PROGRAMME = 1;

const DOCUMENT_MAX = 200_000;
const intentSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('edit') }),
  z.object({ intent: z.literal('discard') }),
  planFormSchema.safeExtend({ intent: z.literal('form') }),
  z.object({ intent: z.literal('json'), text: z.string().max(DOCUMENT_MAX, 'too-long') }),
  z.object({ intent: z.literal('publish'), startsAt: z.iso.datetime('not-a-day').transform((text) => new Date(text)) }),
]);

export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId, now } = await requireMerchant(request);
  return load(async () => {
    const page = await planPage(networkId, now);
    const starts = page.draft ? await offeredStarts(networkId, page.programmeId, now) : [];
    return { ...page, starts: starts.map((start) => ({ ...start, startsAt: start.startsAt.toISOString() })) };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const { networkId, actor, now } = await requireMerchant(request);
  return respond(async () => {
    const form = await parseForm(request, intentSchema);
    const draft = { networkId, programmeId: PROGRAMME, actor, now };
    switch (form.intent) {
      case 'edit':
        return openDraft(draft);
      case 'discard':
        return discardDraft(draft);
      case 'form':
        return saveDraftForm({ ...draft, form });
      case 'json':
        return saveDraftText({ ...draft, text: form.text });
      case 'publish':
        return publishDraft({ ...draft, startsAt: form.startsAt });
    }
  });
}

export const shouldRevalidate = revalidateUnlessExample;

export default function PlanRoute() {
  const { newest, draft, versions, currency, starts, example } = useLoaderData<typeof loader>();
  const t = useTranslations('plan');
  const format = useFormat();
  const fetcher = useFetcher<FormAnswer>();
  const [isDiscarding, setDiscarding] = useState(false);
  const edit = () => fetcher.submit({ intent: 'edit' }, { method: 'post', encType: 'application/json' });
  if (draft) {
    return (
      <Page
        title={t('title')}
        titleMetadata={<Badge tone="attention">{t('draft')}</Badge>}
        secondaryActions={[{ content: t('discardDraft'), destructive: true, onAction: () => setDiscarding(true) }]}
      >
        <DiscardDraft isOpen={isDiscarding} onClose={() => setDiscarding(false)} />
        <DraftEditor
          draft={draft}
          nextVersion={newest.version + 1}
          currency={currency}
          starts={starts}
          example={example}
          aside={<VersionsCard versions={versions} />}
        />
      </Page>
    );
  }
  const base = format.money(String(example.everybody.baseMinor), currency);
  return (
    <Page title={t('title')} primaryAction={{ content: t('edit'), onAction: edit, loading: fetcher.state !== 'idle' }}>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <RefusalBanner refusal={fetcher.data?.ok === false ? fetcher.data : null} />
            <Card>
              <BlockStack gap="300">
                <Text as="h2" variant="headingMd">
                  {t('newest', { version: newest.version })}
                </Text>
                <PlanSentences sentences={newest.sentences} currency={currency} />
                <Text as="p">{t('worst', { share: format.rate(newest.worstCasePpm) })}</Text>
              </BlockStack>
            </Card>
            <VersionsCard versions={versions} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <PlanExample
            example={example.everybody}
            currency={currency}
            title={t('example.title')}
            intro={t('example.intro', { base })}
          />
        </Layout.Section>
      </Layout>
    </Page>
  );
}
