import { Badge, BlockStack, Card, InlineStack, Text, TextField } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { RateLevels } from '#app/components/admin/rate-levels.tsx';
import type { useAdminForm } from '#app/components/admin/use-admin-form.ts';
import { useSentence } from '#app/components/shared/use-sentence.ts';
import type { FieldGroup, PlanField } from '#app/domain/plan/form-fields.ts';

/** The figures as typed, by the place of the field in the document. */
export type TypedFields = Readonly<Record<string, string | readonly string[]>>;

interface FieldsFormProps {
  groups: readonly FieldGroup[];
  form: ReturnType<typeof useAdminForm<TypedFields>>;
  currency: string;
}

const keyOf = ({ path }: PlanField) => path.join('/');

/** The same texts as `stored` of the form. */
export function typedFields(groups: readonly FieldGroup[], sign: '.' | ','): TypedFields {
  const written = ({ kind }: PlanField, text: string) => (kind === 'text' ? text : text.replace('.', sign));
  const fields = groups.flatMap(({ fields: some }) => some);
  return Object.fromEntries(
    fields.map((field) => {
      const { value } = field;
      return [
        keyOf(field),
        typeof value === 'string' ? written(field, value) : value.map((text) => written(field, text)),
      ];
    }),
  );
}

/** Every figure of a plan as a form: what is activity, each rank, each component. The rest is changed in the document. */
export function FieldsForm({ groups, form, currency }: FieldsFormProps) {
  const t = useTranslations('plan.fields');
  return (
    <BlockStack gap="400">
      {groups.map((group, index) => (
        <Card key={index}>
          <BlockStack gap="300">
            <GroupTitle about={group.about} />
            {group.fields.map((field) => (
              <Field key={keyOf(field)} field={field} form={form} currency={currency} />
            ))}
            {group.fields.length === 0 && (
              <Text as="p" tone="subdued">
                {t('onlyInDocument')}
              </Text>
            )}
          </BlockStack>
        </Card>
      ))}
    </BlockStack>
  );
}

function GroupTitle({ about }: Pick<FieldGroup, 'about'>) {
  const t = useTranslations('plan.fields');
  const kind = useSentence('plan.kind');
  if (about.kind !== 'component') {
    return (
      <Text as="h2" variant="headingMd">
        {about.kind === 'rank' ? t('rank', { name: about.name }) : t(about.kind)}
      </Text>
    );
  }
  return (
    <InlineStack gap="200" blockAlign="center">
      <Text as="h2" variant="headingMd">
        {kind(about.component)}
      </Text>
      <Badge>{about.id}</Badge>
      <Text as="span" tone="subdued">
        {t('cadence', { cadence: about.cadence })}
      </Text>
    </InlineStack>
  );
}

function Field({ field, form, currency }: { field: PlanField } & Omit<FieldsFormProps, 'groups'>) {
  const label = useSentence('plan.field');
  const { values, set, errorOf } = form;
  const key = keyOf(field);
  const value = values[key] ?? '';
  const name = label(field.label, { rank: field.rank ?? '', hasRank: String(field.rank !== null) });
  if (typeof value !== 'string') {
    return (
      <BlockStack gap="200">
        <Text as="h3" variant="headingSm">
          {name}
        </Text>
        <RateLevels
          levels={value}
          onChange={(levels) => set({ [key]: levels })}
          path={key}
          errorOf={errorOf}
          max={100}
        />
      </BlockStack>
    );
  }
  const suffix = { percent: '%', percents: '%', amount: currency, text: '', count: '' }[field.kind];
  return (
    <TextField
      id={key}
      label={name}
      value={value}
      error={errorOf(key)}
      onChange={(text) => set({ [key]: text })}
      {...(suffix === '' ? {} : { suffix })}
      {...(field.kind === 'text' ? { maxLength: 120 } : { inputMode: 'decimal' as const, align: 'right' as const })}
      autoComplete="off"
    />
  );
}
