import { BlockStack, Card, ChoiceList, FormLayout, Select, Text, TextField } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import type { useAdminForm } from '#app/components/admin/use-admin-form.ts';

/** The form as typed; everything is text until the server has read it. */
export type NewPartnerValues = {
  how: 'invite' | 'now';
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
  country: string;
  language: string;
  sponsor: string;
  code: string;
  requestId: string;
};

type Form = ReturnType<typeof useAdminForm<NewPartnerValues>>;
type TextName = Exclude<keyof NewPartnerValues, 'how' | 'requestId' | 'language'>;

/** Everything about a new partner on one page: how it starts, who it is, where it stands. */
export function NewPartnerForm({ form }: { form: Form }) {
  return (
    <BlockStack gap="400">
      <How form={form} />
      <Person form={form} />
      <Place form={form} />
    </BlockStack>
  );
}

function useField(form: Form) {
  return (name: TextName) => ({
    value: form.values[name],
    error: form.errorOf(name),
    onChange: (text: string) => form.set({ [name]: text } as Partial<NewPartnerValues>),
    name,
  });
}

function How({ form }: { form: Form }) {
  const t = useTranslations('partners.form');
  return (
    <Card>
      <ChoiceList
        title={t('howTitle')}
        selected={[form.values.how]}
        onChange={([how]) => form.set({ how: how === 'now' ? 'now' : 'invite' })}
        choices={[
          { label: t('howInvite'), helpText: t('howInviteHelp'), value: 'invite' },
          { label: t('howNow'), helpText: t('howNowHelp'), value: 'now' },
        ]}
      />
    </Card>
  );
}

function Person({ form }: { form: Form }) {
  const t = useTranslations('partners.form');
  const field = useField(form);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('personTitle')}
        </Text>
        <FormLayout>
          <FormLayout.Group>
            <TextField {...field('firstName')} label={t('firstName')} autoComplete="off" requiredIndicator />
            <TextField {...field('lastName')} label={t('lastName')} autoComplete="off" requiredIndicator />
          </FormLayout.Group>
          <TextField
            {...field('email')}
            label={t('email')}
            helpText={t('emailHelp')}
            type="email"
            autoComplete="off"
            requiredIndicator
          />
          <FormLayout.Group condensed>
            <TextField {...field('phone')} label={t('phone')} type="tel" autoComplete="off" />
            <TextField {...field('country')} label={t('country')} helpText={t('countryHelp')} autoComplete="off" />
            <Select
              label={t('language')}
              options={[
                { label: t('languageDe'), value: 'de' },
                { label: t('languageEn'), value: 'en' },
              ]}
              value={form.values.language}
              onChange={(language) => form.set({ language })}
            />
          </FormLayout.Group>
        </FormLayout>
      </BlockStack>
    </Card>
  );
}

function Place({ form }: { form: Form }) {
  const t = useTranslations('partners.form');
  const field = useField(form);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('placeTitle')}
        </Text>
        <FormLayout>
          <FormLayout.Group>
            <TextField
              {...field('sponsor')}
              label={t('sponsor')}
              helpText={t('sponsorHelp')}
              inputMode="numeric"
              autoComplete="off"
            />
            <TextField {...field('code')} label={t('code')} helpText={t('codeHelp')} autoComplete="off" />
          </FormLayout.Group>
        </FormLayout>
      </BlockStack>
    </Card>
  );
}
