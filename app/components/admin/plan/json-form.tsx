import { BlockStack, Card, List, Text, TextField } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import type { useAdminForm } from '#app/components/admin/use-admin-form.ts';
import { useSentence } from '#app/components/shared/use-sentence.ts';

/** The whole document as text: for fields that the form does not show, and to carry a plan elsewhere. */
export function JsonForm({ form }: { form: ReturnType<typeof useAdminForm<{ text: string }>> }) {
  const t = useTranslations('plan.json');
  const finding = useSentence('plan.finding');
  const { values, set, errorOf, refusal } = form;
  const findings = refusal?.code === 'plan.invalid' ? Object.entries(refusal.details) : [];
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="p" tone="subdued">
          {t('intro')}
        </Text>
        <TextField
          id="text"
          label={t('label')}
          value={values.text}
          error={errorOf('text') || (findings.length > 0 && t('wrong', { count: findings.length }))}
          onChange={(text) => set({ text })}
          multiline={16}
          maxHeight="32rem"
          monospaced
          spellCheck={false}
          autoComplete="off"
        />
        {findings.length > 0 && (
          <List>
            {findings.map(([path, code]) => (
              <List.Item key={path}>
                {t('finding', { path: path === '' ? t('document') : path, sentence: finding(String(code)) })}
              </List.Item>
            ))}
          </List>
        )}
      </BlockStack>
    </Card>
  );
}
