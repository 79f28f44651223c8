import { BlockStack, Button, Card, DataTable, InlineStack, Select, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { useAdminForm } from '#app/components/admin/use-admin-form.ts';
import { useSentence } from '#app/components/shared/use-sentence.ts';
import { IMPORT_FIELDS, mappingProblem, type ImportField } from '#app/domain/partners/import-columns.ts';

interface ColumnsCardProps {
  fileName: string;
  headings: readonly string[];
  sample: readonly (readonly string[])[];
  mapping: readonly (ImportField | null)[];
}

/** Which column holds what: guessed from the headings, changed by hand. */
export function ColumnsCard({ fileName, headings, sample, mapping }: ColumnsCardProps) {
  const t = useTranslations('partners.importing');
  const problemText = useSentence('partners.problem');
  const form = useAdminForm<{ mapping: readonly (ImportField | null)[] }>({ stored: { mapping }, intent: 'check' });
  const problem = mappingProblem(form.values.mapping);
  const options = [
    { value: '', label: t('skip') },
    ...IMPORT_FIELDS.map((field) => ({ value: field, label: t(`field.${field}`) })),
  ];
  const choose = (column: number, value: string) => {
    const field = IMPORT_FIELDS.find((name) => name === value) ?? null;
    form.set({
      mapping: headings.map((_, index) => (index === column ? field : (form.values.mapping[index] ?? null))),
    });
  };
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('columnsTitle')}
        </Text>
        <RefusalBanner refusal={form.refusal} />
        <Text as="p">{t('columnsBody', { file: fileName })}</Text>
        <DataTable
          columnContentTypes={['text', 'text', 'text']}
          headings={[t('column'), t('holds'), t('sample')]}
          rows={headings.map((heading, column) => [
            heading,
            <Select
              key={heading}
              label={heading}
              labelHidden
              options={options}
              value={form.values.mapping[column] ?? ''}
              onChange={(value) => choose(column, value)}
            />,
            sample.map((cells) => cells[column] ?? '').join(' · '),
          ])}
        />
        {problem && (
          <Text as="p" tone="critical">
            {problemText(problem)}
          </Text>
        )}
        <InlineStack>
          <Button variant="primary" disabled={problem !== null} loading={form.isBusy} onClick={form.save}>
            {t('check')}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
