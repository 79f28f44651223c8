import { BlockStack, Card, FormLayout, Select, Text, TextField } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { DayField } from '#app/components/admin/day-field.tsx';
import { RateLevels } from '#app/components/admin/rate-levels.tsx';
import type { useAdminForm } from '#app/components/admin/use-admin-form.ts';

/** What the set-up form holds, as text. */
export type FoundValues = {
  name: string;
  handle: string;
  currency: string;
  timeZone: string;
  cadence: string;
  firstPeriodOn: string;
  returnDays: string;
  deliveryDays: string;
  levels: string[];
};

interface FoundFormProps {
  form: ReturnType<typeof useAdminForm<FoundValues>>;
  portalUrl: string;
  currencies: readonly string[];
  timeZones: readonly string[];
}

const optionsOf = (names: readonly string[]) =>
  names.map((name) => ({ label: name.replaceAll('_', ' '), value: name }));

/** The questions of set-up, in three cards: who, how much, when. */
export function FoundForm({ form, portalUrl, currencies, timeZones }: FoundFormProps) {
  const t = useTranslations('setup');
  const { values, set, errorOf } = form;
  const field = (name: Exclude<keyof FoundValues, 'levels'>) => ({
    id: name,
    label: t(`field.${name}`),
    value: values[name],
    error: errorOf(name),
    onChange: (value: string) => set({ [name]: value }),
    autoComplete: 'off',
  });
  return (
    <BlockStack gap="400">
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t('network.title')}
          </Text>
          <FormLayout>
            <TextField {...field('name')} helpText={t('network.nameHelp')} maxLength={120} />
            <TextField {...field('handle')} prefix={portalUrl} helpText={t('network.handleHelp')} maxLength={40} />
          </FormLayout>
        </BlockStack>
      </Card>
      <Card>
        <BlockStack gap="300">
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              {t('rates.title')}
            </Text>
            <Text as="p" tone="subdued">
              {t('rates.intro')}
            </Text>
          </BlockStack>
          <RateLevels levels={values.levels} onChange={(levels) => set({ levels })} path="levels" errorOf={errorOf} />
        </BlockStack>
      </Card>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t('periods.title')}
          </Text>
          <FormLayout>
            <FormLayout.Group>
              <Select
                {...field('cadence')}
                options={(['month', 'week'] as const).map((value) => ({ value, label: t(`cadence.${value}`) }))}
              />
              <DayField {...field('firstPeriodOn')} helpText={t('periods.firstHelp')} />
            </FormLayout.Group>
            <FormLayout.Group>
              <Select {...field('currency')} options={optionsOf(currencies)} />
              <Select {...field('timeZone')} options={optionsOf(timeZones)} />
            </FormLayout.Group>
            <FormLayout.Group>
              <TextField
                {...field('returnDays')}
                inputMode="numeric"
                suffix={t('days')}
                helpText={t('upTo', { max: 365 })}
              />
              <TextField
                {...field('deliveryDays')}
                inputMode="numeric"
                suffix={t('days')}
                helpText={t('upTo', { max: 60 })}
              />
            </FormLayout.Group>
            <Text as="p" tone="subdued">
              {t('periods.fixed')}
            </Text>
            <Text as="p" tone="subdued">
              {t('periods.holdHelp')}
            </Text>
          </FormLayout>
        </BlockStack>
      </Card>
    </BlockStack>
  );
}
