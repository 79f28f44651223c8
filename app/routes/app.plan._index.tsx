import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData, type ShouldRevalidateFunction } from '@remix-run/react';
import { Badge, BlockStack, Card, Layout, Page, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { z } from 'zod';
import { DiscardDraft } from '#app/components/admin/plan/discard-draft.tsx';
import { DraftEditor } from '#app/components/admin/plan/draft-editor.tsx';
import { CostCard } from '#app/components/admin/plan/cost-card.tsx';
import { KeptCard } from '#app/components/admin/plan/kept-card.tsx';
import { PracticeCard } from '#app/components/admin/plan/practice-card.tsx';
import { PlanSentences } from '#app/components/admin/plan/sentences.tsx';
import { VersionsCard } from '#app/components/admin/plan/versions-card.tsx';
import { PlanExample } from '#app/components/admin/plan-example.tsx';
import { CHECK_ADDRESS } from '#app/components/admin/plan/use-check.ts';
import { EXAMPLE_ADDRESS } from '#app/components/admin/use-example.ts';
import { useFormat } from '#app/components/shared/format.ts';
import { DOCUMENT_MAX, fieldsForm, PROGRAMME } from '#app/domain/plan/form-request.ts';
import { planFormSchema } from '#app/domain/plan/plan-form.ts';
import { parseForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { planPage } from '#app/queries/plan/plan-page.ts';
import { load, respond } from '#app/respond.server.ts';
import { openDraft, saveDraftFields, saveDraftForm, saveDraftText } from '#app/services/plans/change-draft.ts';
import { openKeptDraft, removeKeptDraft } from '#app/services/plans/kept-drafts.ts';
import { offeredStarts } from '#app/services/plans/offered-starts.ts';
import { publishDraft } from '#app/services/plans/publish-draft.ts';
import { discardDraft } from '#app/services/plans/save-draft.ts';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import type { FormAnswer } from '#app/components/admin/use-admin-form.ts';

export { keepInput as clientAction } from '#app/components/admin/keep-input.ts';

const intentSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('edit') }),
  z.object({ intent: z.literal('discard') }),
  planFormSchema.safeExtend({ intent: z.literal('form') }),
  fieldsForm,
  z.object({ intent: z.literal('json'), text: z.string().max(DOCUMENT_MAX, 'too-long') }),
  z.object({ intent: z.literal(['open-kept', 'remove-kept']), id: z.int().min(1) }),
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
      case 'fields':
        return saveDraftFields({ ...draft, values: form });
      case 'json':
        return saveDraftText({ ...draft, text: form.text });
      case 'open-kept':
        return openKeptDraft({ ...draft, id: form.id });
      case 'remove-kept':
        return removeKeptDraft({ ...draft, id: form.id });
      case 'publish':
        return publishDraft({ ...draft, startsAt: form.startsAt });
    }
  });
}

/** What is asked while somebody types changes nothing. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formAction, defaultShouldRevalidate }) =>
  formAction === EXAMPLE_ADDRESS || formAction === CHECK_ADDRESS ? false : defaultShouldRevalidate;

export default function PlanRoute() {
  const { newest, draft, versions, kept, currency, starts, example, practice } = useLoaderData<typeof loader>();
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
        secondaryActions={[
          { content: t('template.choose'), url: '/app/plan/templates' },
          { content: t('rehearse.title'), url: '/app/plan/rehearse' },
          { content: t('discardDraft'), destructive: true, onAction: () => setDiscarding(true) },
        ]}
      >
        <DiscardDraft isOpen={isDiscarding} onClose={() => setDiscarding(false)} />
        <DraftEditor
          draft={draft}
          nextVersion={newest.version + 1}
          currency={currency}
          starts={starts}
          example={example}
          aside={
            <>
              <KeptCard kept={kept} />
              <VersionsCard versions={versions} />
            </>
          }
        />
      </Page>
    );
  }
  return (
    <Page
      title={t('title')}
      primaryAction={{ content: t('edit'), onAction: edit, loading: fetcher.state !== 'idle' }}
      secondaryActions={[
        { content: t('template.choose'), url: '/app/plan/templates' },
        { content: t('rehearse.title'), url: '/app/plan/rehearse' },
      ]}
    >
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
              </BlockStack>
            </Card>
            <KeptCard kept={kept} />
            <VersionsCard versions={versions} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <CostCard ceilingPpm={newest.ceilingPpm} />
            {example && (
              <PlanExample
                example={example.everybody}
                currency={currency}
                title={t('example.title')}
                intro={t('example.intro', { base: format.money(String(example.everybody.baseMinor), currency) })}
              />
            )}
            {practice && <PracticeCard practice={practice} currency={currency} />}
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
