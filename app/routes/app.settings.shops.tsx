import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { Badge, BlockStack, Box, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { SettingsPage } from '#app/components/admin/settings/settings-page.tsx';
import { useFormat } from '#app/components/shared/format.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { networkFacts } from '#app/queries/settings/network-facts.ts';
import { load, respond } from '#app/respond.server.ts';
import { makeJoinCode } from '#app/services/networks/make-join-code.ts';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';

export { keepInput as clientAction } from '#app/components/admin/keep-input.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId } = await requireMerchant(request);
  return load(() => networkFacts(networkId));
}

export async function action({ request }: ActionFunctionArgs) {
  const { networkId, actor, now } = await requireMerchant(request);
  return respond(() => makeJoinCode({ networkId, actor, now }));
}

const TONES = { connected: 'success', 'access-lost': 'critical', uninstalled: 'attention' } as const;

export default function ShopSettings() {
  const { shops, currency } = useLoaderData<typeof loader>();
  const t = useTranslations('settings');
  const { day } = useFormat();
  const fetcher = useFetcher<typeof action>();
  const made = fetcher.data?.ok ? fetcher.data.value : null;
  const make = () => fetcher.submit({ intent: 'make-join-code' }, { method: 'post', encType: 'application/json' });
  return (
    <SettingsPage title={t('section.shops')}>
      <RefusalBanner refusal={fetcher.data && !fetcher.data.ok ? fetcher.data : null} />
      <Card>
        <BlockStack gap="300" as="ul">
          {shops.map((shop) => (
            <Box as="li" key={shop.domain}>
              <InlineStack align="space-between" blockAlign="center" gap="200">
                <BlockStack>
                  <Text as="h2" variant="headingSm">
                    {shop.name}
                  </Text>
                  <Text as="p" tone="subdued">
                    {t('shops.line', { domain: shop.domain, currency: shop.currency, since: day(shop.joinedAt) })}
                  </Text>
                </BlockStack>
                <Badge tone={TONES[shop.state]}>{t(`shops.state.${shop.state}`)}</Badge>
              </InlineStack>
            </Box>
          ))}
        </BlockStack>
      </Card>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t('shops.join.title')}
          </Text>
          <Text as="p" tone="subdued">
            {t('shops.join.intro', { currency })}
          </Text>
          <div role="status">
            {made && (
              <BlockStack gap="100">
                <Text as="p" variant="headingLg">
                  {made.code}
                </Text>
                <Text as="p" tone="subdued">
                  {t('shops.join.once', { day: day(made.expiresAt) })}
                </Text>
              </BlockStack>
            )}
          </div>
          <InlineStack>
            <Button onClick={make} loading={fetcher.state !== 'idle'}>
              {t(made ? 'shops.join.again' : 'shops.join.make')}
            </Button>
          </InlineStack>
        </BlockStack>
      </Card>
    </SettingsPage>
  );
}
