import { BlockStack, Layout, Tabs } from '@shopify/polaris';
import { useState, type ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { CostCard } from '#app/components/admin/plan/cost-card.tsx';
import { DraftForm, type DraftValues } from '#app/components/admin/plan/draft-form.tsx';
import { FieldsForm, typedFields, type TypedFields } from '#app/components/admin/plan/fields-form.tsx';
import { JsonForm } from '#app/components/admin/plan/json-form.tsx';
import { LevelExamples } from '#app/components/admin/plan/level-examples.tsx';
import { PracticeCard } from '#app/components/admin/plan/practice-card.tsx';
import { PublishCard } from '#app/components/admin/plan/publish-card.tsx';
import { useCheck } from '#app/components/admin/plan/use-check.ts';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { SaveBar } from '#app/components/admin/save-bar.tsx';
import { useAdminForm } from '#app/components/admin/use-admin-form.ts';
import { decimalSignOf } from '#app/components/shared/format.ts';
import type { DocumentChange } from '#app/domain/plan/document-changes.ts';
import type { ExampleAnswer } from '#app/domain/plan/example-request.ts';
import type { FieldGroup } from '#app/domain/plan/form-fields.ts';
import type { ChangedSentence } from '#app/domain/plan/sentences.ts';
import type { CheckedPlan } from '#app/domain/templates/check-document.ts';

/** What the form by levels holds while the document says more than it can show. */
const EMPTY: DraftValues = { name: '', levels: [], tables: [], activity: 'none', atLeast: '', compression: 'standard' };

interface DraftEditorProps {
  draft: {
    form: DraftValues | null;
    fields: readonly FieldGroup[];
    json: string;
    checked: CheckedPlan;
    changed: readonly ChangedSentence[];
    differs: readonly DocumentChange[];
  };
  nextVersion: number;
  currency: string;
  starts: readonly { startsAt: string; isRunning: boolean }[];
  /** Of one order; null where rates by level do not say it all. */
  example: ExampleAnswer | null;
  /** Below the examples. */
  aside: ReactNode;
}

const TABS = ['form', 'document'] as const;

/** A draft: as a form or as its document, with what it pays beside it and what publishing would change. */
export function DraftEditor({ draft, nextVersion, currency, starts, example, aside }: DraftEditorProps) {
  const t = useTranslations('plan');
  const sign = decimalSignOf(useLocale());
  const [tab, setTab] = useState<(typeof TABS)[number]>('form');
  const levels = useAdminForm<DraftValues>({ stored: withSign(draft.form ?? EMPTY, sign), intent: 'form' });
  const fields = useAdminForm<TypedFields>({ stored: typedFields(draft.fields, sign), intent: 'fields' });
  const json = useAdminForm({ stored: { text: draft.json }, intent: 'json' });
  const checkedText = useCheck({ text: json.values.text }, json.isDirty, draft.checked);
  const checkedFields = useCheck({ values: fields.values }, fields.isDirty, draft.checked);
  const byLevel = draft.form !== null && example !== null;
  const shown = tab === 'document' ? json : byLevel ? levels : fields;
  const checked = tab === 'document' ? checkedText : checkedFields;
  const { isDirty } = shown;
  return (
    <Layout>
      <SaveBar id="plan-save-bar" isDirty={isDirty} isBusy={shown.isBusy} onSave={shown.save} onDiscard={shown.reset} />
      <Layout.Section>
        <BlockStack gap="400">
          <Tabs
            tabs={TABS.map((id) => ({ id, content: t(`tab.${id}`), panelID: `${id}-panel` }))}
            selected={TABS.indexOf(tab)}
            onSelect={(index) => !isDirty && setTab(TABS[index] ?? 'form')}
            disabled={isDirty}
          />
          <RefusalBanner
            refusal={tab === 'document' && shown.refusal?.code === 'plan.invalid' ? null : shown.refusal}
          />
          {tab === 'document' && <JsonForm form={json} checked={checkedText} />}
          {tab === 'form' &&
            (byLevel ? (
              <DraftForm form={levels} currency={currency} />
            ) : (
              <FieldsForm groups={draft.fields} form={fields} currency={currency} />
            ))}
          <PublishCard
            version={nextVersion}
            currency={currency}
            changed={draft.changed}
            differs={draft.differs}
            starts={starts}
            findings={draft.checked.findings}
            isDirty={isDirty}
          />
        </BlockStack>
      </Layout.Section>
      <Layout.Section variant="oneThird">
        <BlockStack gap="400">
          {tab === 'form' && byLevel ? (
            <LevelExamples values={levels.values} currency={currency} first={example} />
          ) : (
            <>
              <CostCard ceilingPpm={checked.ceilingPpm} isKnown={checked.practice !== null} />
              <PracticeCard practice={checked.practice} currency={currency} />
            </>
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
