import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Card, ChoiceList, FormLayout, Text, TextField } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { OrderedList } from '#app/components/admin/settings/ordered-list.tsx';
import { SettingsPage } from '#app/components/admin/settings/settings-page.tsx';
import { useAdminForm } from '#app/components/admin/use-admin-form.ts';
import { useFormat } from '#app/components/shared/format.ts';
import { EVIDENCE_KIND_NAMES } from '#app/domain/attribution/evidence.ts';
import { attributionForm } from '#app/domain/settings/forms.ts';
import { parseForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { currentSettings } from '#app/queries/settings/current-settings.ts';
import { load, respond } from '#app/respond.server.ts';
import { saveAttribution } from '#app/services/settings/save-attribution.ts';

export { keepInput as clientAction } from '#app/components/admin/keep-input.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId } = await requireMerchant(request);
  const { attribution } = await load(() => currentSettings(networkId, ['attribution']));
  const { priority, touch, window_days, link_lifetime_days, binds, self_purchase, capture_consent } = attribution.value;
  const stored = {
    priority,
    touch,
    windowDays: String(window_days),
    linkLifetimeDays: String(link_lifetime_days),
    binds,
    selfPurchase: self_purchase,
    captureConsent: capture_consent,
  };
  return { stored, version: attribution.version, since: attribution.since, kinds: EVIDENCE_KIND_NAMES };
}

export async function action({ request }: ActionFunctionArgs) {
  const { networkId, actor, now } = await requireMerchant(request);
  return respond(async () => {
    const form = await parseForm(request, attributionForm);
    const policy = {
      priority: form.priority,
      touch: form.touch,
      window_days: form.windowDays,
      link_lifetime_days: form.linkLifetimeDays,
      binds: form.binds,
      self_purchase: form.selfPurchase,
      capture_consent: form.captureConsent,
    };
    return saveAttribution({ networkId, policy, actor, now });
  });
}

const CHOICES = {
  touch: ['last', 'first'],
  binds: ['everyone', 'new_customers', 'nobody'],
  selfPurchase: ['upline', 'nobody'],
  captureConsent: ['wait', 'not_needed'],
} as const;

export default function AttributionSettings() {
  const { stored, version, since, kinds } = useLoaderData<typeof loader>();
  const t = useTranslations('settings');
  const { day } = useFormat();
  const form = useAdminForm({ stored, intent: 'attribution' });
  const { values, set, errorOf } = form;
  const choice = <K extends keyof typeof CHOICES>(name: K) => {
    const words = (value: string) => t(`attribution.${name}.${value}` as 'attribution.touch.last');
    return (
      <ChoiceList
        title={t(`attribution.${name}.title` as 'attribution.touch.title')}
        choices={CHOICES[name].map((value) => ({ value, label: words(value) }))}
        selected={[values[name]]}
        onChange={([value]) => set({ [name]: value })}
      />
    );
  };
  const days = (name: 'windowDays' | 'linkLifetimeDays', help: string) => (
    <TextField
      id={name}
      label={t(`attribution.${name}`)}
      value={values[name]}
      error={errorOf(name)}
      onChange={(value) => set({ [name]: value })}
      suffix={t('days')}
      helpText={help}
      inputMode="numeric"
      autoComplete="off"
    />
  );
  return (
    <SettingsPage title={t('section.attribution')} form={form}>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t('attribution.priority')}
          </Text>
          <Text as="p" tone="subdued">
            {t('attribution.priorityHelp')}
          </Text>
          <OrderedList
            chosen={values.priority}
            all={kinds}
            nameOf={(kind) => t(`attribution.kind.${kind}`)}
            onChange={(priority) => set({ priority })}
          />
          <Text as="p" tone="subdued">
            {t('attribution.since', { version, day: day(since) })}
          </Text>
        </BlockStack>
      </Card>
      <Card>
        <FormLayout>
          {choice('touch')}
          {days('windowDays', t('attribution.windowHelp'))}
        </FormLayout>
      </Card>
      <Card>
        <FormLayout>
          {choice('binds')}
          {days('linkLifetimeDays', t('attribution.lifetimeHelp'))}
        </FormLayout>
      </Card>
      <Card>{choice('selfPurchase')}</Card>
      <Card>
        <BlockStack gap="200">
          {choice('captureConsent')}
          <Text as="p" tone="subdued">
            {t('attribution.consentHelp')}
          </Text>
        </BlockStack>
      </Card>
    </SettingsPage>
  );
}
