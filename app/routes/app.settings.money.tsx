import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Card, FormLayout, Text, TextField } from '@shopify/polaris';
import { useLocale, useTranslations } from 'use-intl';
import { SettingsPage } from '#app/components/admin/settings/settings-page.tsx';
import { useAdminForm } from '#app/components/admin/use-admin-form.ts';
import { decimalSignOf } from '#app/components/shared/format.ts';
import { amountText } from '#app/domain/money/amount-text.ts';
import { currency as currencyOf } from '#app/domain/money/currency.ts';
import { minor } from '#app/domain/money/minor.ts';
import { moneyForm } from '#app/domain/settings/forms.ts';
import { parseForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { currentSettings } from '#app/queries/settings/current-settings.ts';
import { networkFacts } from '#app/queries/settings/network-facts.ts';
import { load, respond } from '#app/respond.server.ts';
import { saveMoney } from '#app/services/settings/save-money.ts';

export { keepInput as clientAction } from '#app/components/admin/keep-input.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId } = await requireMerchant(request);
  return load(async () => {
    const { payout, exchange } = await currentSettings(networkId, ['payout', 'exchange']);
    const { currency, shops } = await networkFacts(networkId);
    const foreign = [...new Set(shops.map((shop) => shop.currency))].filter((code) => code !== currency);
    const rates = Object.fromEntries(foreign.map((code) => [code, exchange.value.rates[code] ?? '']));
    return { currency, foreign, rates, minimumMinor: payout.value.minimumMinor };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const { networkId, actor, now } = await requireMerchant(request);
  return respond(async () => {
    const { currency } = await networkFacts(networkId);
    const { minimum, rates } = await parseForm(request, moneyForm(currency));
    return saveMoney({ networkId, minimumMinor: minimum, rates, actor, now });
  });
}

export default function MoneySettings() {
  const { currency, foreign, rates, minimumMinor } = useLoaderData<typeof loader>();
  const t = useTranslations('settings');
  const sign = decimalSignOf(useLocale());
  const minimum = amountText(minor(BigInt(minimumMinor)), currencyOf(currency), sign);
  const form = useAdminForm({ stored: { minimum, rates }, intent: 'money' });
  const { values, set, errorOf } = form;
  return (
    <SettingsPage title={t('section.money')} form={form}>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t('payout.title')}
          </Text>
          <TextField
            id="minimum"
            label={t('payout.minimum')}
            value={values.minimum}
            error={errorOf('minimum')}
            onChange={(value) => set({ minimum: value })}
            suffix={currency}
            inputMode="decimal"
            helpText={t('payout.help')}
            autoComplete="off"
          />
        </BlockStack>
      </Card>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t('exchange.title')}
          </Text>
          <Text as="p" tone="subdued">
            {foreign.length === 0 ? t('exchange.none', { currency }) : t('exchange.intro', { currency })}
          </Text>
          <FormLayout>
            {foreign.map((code) => (
              <TextField
                key={code}
                id={`rates.${code}`}
                label={t('exchange.rate', { from: code, to: currency })}
                value={values.rates[code] ?? ''}
                error={errorOf(`rates.${code}`)}
                onChange={(rate) => set({ rates: { ...values.rates, [code]: rate } })}
                inputMode="decimal"
                suffix={currency}
                autoComplete="off"
              />
            ))}
          </FormLayout>
        </BlockStack>
      </Card>
    </SettingsPage>
  );
}
