import { BlockStack, Layout, Tabs } from '@shopify/polaris';
import { useState, type ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { DraftForm, type DraftValues } from '#app/components/admin/plan/draft-form.tsx';
import { JsonForm } from '#app/components/admin/plan/json-form.tsx';
import { PublishCard } from '#app/components/admin/plan/publish-card.tsx';
import { PlanExample } from '#app/components/admin/plan-example.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { SaveBar } from '#app/components/admin/save-bar.tsx';
import { useAdminForm } from '#app/components/admin/use-admin-form.ts';
import { useExample } from '#app/components/admin/use-example.ts';
import { decimalSignOf, useFormat } from '#app/components/shared/format.ts';
import type { ExampleAnswer } from '#app/domain/plan/example-request.ts';
import type { ChangedSentence } from '#app/domain/plan/sentences.ts';

/** What the form holds while the document says more than it can show. */
const EMPTY: DraftValues = { name: '', levels: [], tables: [], activity: 'none', atLeast: '', compression: 'standard' };

interface DraftEditorProps {
  draft: { form: DraftValues | null; json: string; worstCasePpm: number; changed: readonly ChangedSentence[] };
  nextVersion: number;
  currency: string;
  starts: readonly { startsAt: string; isRunning: boolean }[];
  example: ExampleAnswer;
  /** Below the examples. */
  aside: ReactNode;
}

/** A draft: as a form or as its document, with the example beside it and what publishing would change. */
export function DraftEditor({ draft, nextVersion, currency, starts, example: first, aside }: DraftEditorProps) {
  const t = useTranslations('plan');
  const format = useFormat();
  const sign = decimalSignOf(useLocale());
  const isForm = draft.form !== null;
  const [chosen, setTab] = useState<'form' | 'document'>(isForm ? 'form' : 'document');
  const tab = isForm ? chosen : 'document';
  const form = useAdminForm<DraftValues>({ stored: withSign(draft.form ?? EMPTY, sign), intent: 'form' });
  const json = useAdminForm({ stored: { text: draft.json }, intent: 'json' });
  const { levels, compression, activity } = form.values;
  const example = useExample({ currency, levels, compression }, first);
  const base = format.money(String(example.everybody.baseMinor), example.currency);
  const active = tab === 'form' ? form : json;
  const isDirty = form.isDirty || json.isDirty;
  const offered = isForm ? (['form', 'document'] as const) : (['document'] as const);
  const tabs = offered.map((id) => ({ id, content: t(`tab.${id}`), panelID: `${id}-panel` }));
  return (
    <Layout>
      <SaveBar
        id="plan-save-bar"
        isDirty={isDirty}
        isBusy={active.isBusy}
        onSave={(form.isDirty ? form : json).save}
        onDiscard={() => {
          form.reset();
          json.reset();
        }}
      />
      <Layout.Section>
        <BlockStack gap="400">
          <Tabs
            tabs={tabs}
            selected={offered.findIndex((id) => id === tab)}
            onSelect={(index) => !isDirty && setTab(offered[index] ?? 'document')}
            disabled={isDirty}
          />
          <RefusalBanner
            refusal={tab === 'form' ? form.refusal : json.refusal?.code === 'plan.invalid' ? null : json.refusal}
          />
          {tab === 'form' ? <DraftForm form={form} currency={currency} /> : <JsonForm form={json} />}
          <PublishCard
            version={nextVersion}
            currency={currency}
            changed={draft.changed}
            starts={starts}
            worstCasePpm={draft.worstCasePpm}
            isDirty={isDirty}
          />
        </BlockStack>
      </Layout.Section>
      <Layout.Section variant="oneThird">
        <BlockStack gap="400">
          <PlanExample
            example={example.everybody}
            currency={example.currency}
            title={t('example.title')}
            intro={t('example.intro', { base })}
          />
          {activity !== 'none' && (
            <PlanExample
              example={example.withoutBen}
              currency={example.currency}
              title={t('example.inactiveTitle')}
              intro={t('example.inactiveIntro', { base })}
            />
          )}
          {aside}
        </BlockStack>
      </Layout.Section>
    </Layout>
  );
}

/** Rates and amounts come with a point; the field shows the language's sign. */
function withSign(values: DraftValues, sign: '.' | ','): DraftValues {
  const written = (text: string) => text.replace('.', sign);
  return {
    ...values,
    atLeast: written(values.atLeast),
    levels: values.levels.map(written),
    tables: values.tables.map((table) => ({ ...table, rates: table.rates.map(written) })),
  };
}
