import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Card, ChoiceList, FormLayout, Text, TextField } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { FactsList } from '#app/components/admin/settings/facts-list.tsx';
import { SettingsPage } from '#app/components/admin/settings/settings-page.tsx';
import { useAdminForm } from '#app/components/admin/use-admin-form.ts';
import { useFormat } from '#app/components/shared/format.ts';
import { programmeForm } from '#app/domain/settings/forms.ts';
import { REVERSAL_REASONS } from '#app/domain/settings/reversal-reasons.ts';
import { env } from '#app/env.server.ts';
import { parseForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { currentSettings } from '#app/queries/settings/current-settings.ts';
import { networkFacts } from '#app/queries/settings/network-facts.ts';
import { load, respond } from '#app/respond.server.ts';
import { saveProgramme } from '#app/services/settings/save-programme.ts';

export { keepInput as clientAction } from '#app/components/admin/keep-input.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId } = await requireMerchant(request);
  return load(async () => {
    const { hold, reversal } = await currentSettings(networkId, ['hold', 'reversal']);
    const stored = {
      returnDays: String(hold.value.returnDays),
      deliveryDays: String(hold.value.deliveryDays),
      barredReasons: reversal.value.barredReasons,
    };
    const facts = await networkFacts(networkId);
    return { stored, facts, portalUrl: `${env().PORTAL_URL}/portal/${facts.handle}` };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const { networkId, actor, now } = await requireMerchant(request);
  return respond(async () => {
    const { returnDays, deliveryDays, barredReasons } = await parseForm(request, programmeForm);
    return saveProgramme({ networkId, hold: { returnDays, deliveryDays }, barredReasons, actor, now });
  });
}

export default function ProgrammeSettings() {
  const { stored, facts, portalUrl } = useLoaderData<typeof loader>();
  const t = useTranslations('settings');
  const { day } = useFormat();
  const form = useAdminForm({ stored, intent: 'programme' });
  const { values, set, errorOf } = form;
  const field = (name: 'returnDays' | 'deliveryDays') => ({
    id: name,
    label: t(`hold.${name}`),
    value: values[name],
    error: errorOf(name),
    onChange: (value: string) => set({ [name]: value }),
    suffix: t('days'),
    inputMode: 'numeric' as const,
    autoComplete: 'off',
  });
  const known = [
    { name: t('facts.name'), value: facts.name },
    { name: t('facts.portal'), value: portalUrl },
    { name: t('facts.currency'), value: facts.currency },
    { name: t('facts.timeZone'), value: facts.timeZone.replaceAll('_', ' ') },
    { name: t('facts.cadence'), value: t(`cadence.${facts.cadence}`) },
    { name: t('facts.firstOn'), value: day(`${facts.firstOn}T12:00:00Z`) },
  ];
  return (
    <SettingsPage title={t('section.programme')} form={form}>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t('facts.title')}
          </Text>
          <FactsList facts={known} />
        </BlockStack>
      </Card>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t('hold.title')}
          </Text>
          <Text as="p" tone="subdued">
            {t('hold.intro')}
          </Text>
          <FormLayout>
            <FormLayout.Group>
              <TextField {...field('returnDays')} helpText={t('upTo', { max: 365 })} />
              <TextField {...field('deliveryDays')} helpText={t('upTo', { max: 60 })} />
            </FormLayout.Group>
          </FormLayout>
        </BlockStack>
      </Card>
      <Card>
        <BlockStack gap="200">
          <ChoiceList
            allowMultiple
            title={t('reversal.title')}
            choices={REVERSAL_REASONS.map((value) => ({ value, label: t(`reversal.reason.${value}`) }))}
            selected={values.barredReasons}
            onChange={(barredReasons) => set({ barredReasons })}
          />
          <Text as="p" tone="subdued">
            {t('reversal.help')}
          </Text>
        </BlockStack>
      </Card>
    </SettingsPage>
  );
}
