import { BlockStack, Card, ChoiceList, Text, TextField } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { TableEditor, type RateTable } from '#app/components/admin/plan/table-editor.tsx';
import { RateLevels } from '#app/components/admin/rate-levels.tsx';
import type { useAdminForm } from '#app/components/admin/use-admin-form.ts';

/** The draft as the form holds it, numbers as typed. */
export type DraftValues = {
  name: string;
  levels: string[];
  tables: RateTable[];
  activity: 'none' | 'customer_orders' | 'customer_volume' | 'personal_volume';
  atLeast: string;
  compression: 'none' | 'standard';
};

interface DraftFormProps {
  form: ReturnType<typeof useAdminForm<DraftValues>>;
  currency: string;
}

const ACTIVITIES = ['none', 'customer_orders', 'customer_volume', 'personal_volume'] as const;

/** Levels and rates, what they are for certain products, and who counts as active. */
export function DraftForm({ form, currency }: DraftFormProps) {
  const t = useTranslations('plan.form');
  const { values, set, errorOf } = form;
  const isCount = values.activity === 'customer_orders';
  return (
    <BlockStack gap="400">
      <Card>
        <BlockStack gap="300">
          <TextField
            id="name"
            label={t('name')}
            value={values.name}
            error={errorOf('name')}
            onChange={(name) => set({ name })}
            autoComplete="off"
            maxLength={120}
          />
          <Text as="h2" variant="headingMd">
            {t('levels')}
          </Text>
          <Text as="p" tone="subdued">
            {t('levelsHelp')}
          </Text>
          <RateLevels
            levels={values.levels}
            onChange={(levels) => set({ levels })}
            path="levels"
            errorOf={errorOf}
            max={100}
          />
        </BlockStack>
      </Card>
      <TableEditor tables={values.tables} onChange={(tables) => set({ tables })} errorOf={errorOf} />
      <Card>
        <BlockStack gap="300">
          <ChoiceList
            title={t('activity')}
            choices={ACTIVITIES.map((value) => ({ value, label: t(`activityChoice.${value}`) }))}
            selected={[values.activity]}
            onChange={([value]) => set({ activity: ACTIVITIES.find((each) => each === value) ?? 'none' })}
          />
          {values.activity !== 'none' && (
            <TextField
              id="atLeast"
              label={t(isCount ? 'atLeastOrders' : 'atLeastAmount')}
              value={values.atLeast}
              error={errorOf('atLeast')}
              onChange={(atLeast) => set({ atLeast })}
              {...(isCount ? {} : { suffix: currency })}
              inputMode={isCount ? 'numeric' : 'decimal'}
              autoComplete="off"
            />
          )}
          <ChoiceList
            title={t('compression')}
            choices={(['standard', 'none'] as const).map((value) => {
              return { value, label: t(`compressionChoice.${value}`), helpText: t(`compressionHelp.${value}`) };
            })}
            selected={[values.compression]}
            onChange={([value]) => set({ compression: value === 'none' ? 'none' : 'standard' })}
          />
        </BlockStack>
      </Card>
    </BlockStack>
  );
}
