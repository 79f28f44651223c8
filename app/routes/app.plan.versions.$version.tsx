import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Box, Card, Page, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { z } from 'zod';
import { Differences } from '#app/components/admin/plan/differences.tsx';
import { PlanChanges, PlanSentences } from '#app/components/admin/plan/sentences.tsx';
import { VersionBadge } from '#app/components/admin/plan/version-badge.tsx';
import { useFormat } from '#app/components/shared/format.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { planVersionPage } from '#app/queries/plan/plan-page.ts';
import { load } from '#app/respond.server.ts';

/** What is no number is no version: 0 never exists. */
const versionParam = z.coerce.number().int().min(1).max(100_000).catch(0);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { networkId, now } = await requireMerchant(request);
  return load(() => planVersionPage(networkId, versionParam.parse(params.version), now));
}

export default function PlanVersion() {
  const { version, effectiveAt, publishedAt, state, currency, sentences, ceilingPpm, json, changed, differs } =
    useLoaderData<typeof loader>();
  const t = useTranslations('plan');
  const { day, rate } = useFormat();
  return (
    <Page
      title={t('versions.line', { version, day: day(effectiveAt) })}
      titleMetadata={<VersionBadge state={state} />}
      backAction={{ content: t('title'), url: '/app/plan' }}
      narrowWidth
    >
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="300">
            <Text as="p" tone="subdued">
              {t('published', { day: day(publishedAt) })}
            </Text>
            <PlanSentences sentences={sentences} currency={currency} />
            <Text as="p">
              {ceilingPpm === null ? t('cost.unlimited') : t('cost.limited', { share: rate(ceilingPpm) })}
            </Text>
          </BlockStack>
        </Card>
        {version > 1 && (
          <Card>
            <BlockStack gap="300">
              <Text as="h2" variant="headingMd">
                {t('changes.title', { version: version - 1 })}
              </Text>
              <PlanChanges changed={changed} currency={currency} />
              <Differences differs={differs} />
            </BlockStack>
          </Card>
        )}
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              {t('tab.document')}
            </Text>
            <Box overflowX="scroll" tabIndex={0}>
              <pre style={{ fontFamily: 'var(--p-font-family-mono)' }}>{json}</pre>
            </Box>
          </BlockStack>
        </Card>
      </BlockStack>
    </Page>
  );
}
