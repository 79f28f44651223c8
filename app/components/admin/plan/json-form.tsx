import { BlockStack, Card, InlineError, Text } from '@shopify/polaris';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { JsonEditor, type EditorHandle } from '#app/components/admin/plan/editor/json-editor.tsx';
import { FindingsList } from '#app/components/admin/plan/findings-list.tsx';
import { useFindingText } from '#app/components/admin/plan/use-finding-text.ts';
import type { useAdminForm } from '#app/components/admin/use-admin-form.ts';
import { useSentence } from '#app/components/shared/use-sentence.ts';
import type { Judged } from '#app/domain/compliance/judge-plan.ts';
import type { CheckedPlan } from '#app/domain/templates/check-document.ts';

interface JsonFormProps {
  form: ReturnType<typeof useAdminForm<{ text: string }>>;
  /** Of what is typed, or of what is stored. */
  checked: CheckedPlan;
}

const BROKEN: Judged = {
  ...{ about: 'language', severity: 'error', code: 'not-json', path: '' },
  ...{ suggestion: null, source: null, values: {} },
};

/** What the answer to saving says where nothing was asked in between. */
function refusedFields({ refusal }: JsonFormProps['form']): Judged[] {
  if (refusal?.code !== 'plan.invalid') return [];
  return Object.entries(refusal.details).map(([path, code]) => ({ ...BROKEN, code: String(code), path }));
}

/** The whole document as text, checked while it is typed: for fields that no form shows, and to carry a plan elsewhere. */
export function JsonForm({ form, checked }: JsonFormProps) {
  const t = useTranslations('plan.json');
  const textOf = useFindingText();
  const problem = useSentence('plan.finding');
  const editor = useRef<EditorHandle>(null);
  const { values, set, errorOf } = form;
  const known = checked.isJson ? checked.findings : [BROKEN];
  const refused = refusedFields(form);
  const findings = known.some(({ severity }) => severity === 'error') ? known : [...refused, ...known];
  const wrong = findings.filter(({ about }) => about === 'language').length;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="p" tone="subdued">
          {t('intro')}
        </Text>
        <Text as="h2" variant="headingMd" id="plan-document">
          {t('label')}
        </Text>
        <JsonEditor
          value={values.text}
          onChange={(text) => set({ text })}
          labelledBy="plan-document"
          describedBy="plan-document-state"
          isWrong={wrong > 0}
          marks={findings.map((finding) => ({ ...finding, message: textOf(finding) }))}
          handle={editor}
        />
        <div id="plan-document-state" role="status">
          {errorOf('text') !== false || wrong > 0 ? (
            <InlineError
              fieldID="plan-document"
              message={wrong > 0 ? t('wrong', { count: wrong }) : problem('not-json')}
            />
          ) : (
            <Text as="p" tone="subdued">
              {t('fine')}
            </Text>
          )}
        </div>
        <FindingsList findings={findings} onGo={(path) => editor.current?.goTo(path)} />
      </BlockStack>
    </Card>
  );
}
