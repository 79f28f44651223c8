import { Banner, BlockStack, Button, Card, InlineStack, Select, Text } from '@shopify/polaris';
import { useFetcher } from '@remix-run/react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { PlanChanges } from '#app/components/admin/plan/sentences.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import type { FormAnswer } from '#app/components/admin/use-admin-form.ts';
import { useFormat } from '#app/components/shared/format.ts';
import type { ChangedSentence } from '#app/domain/plan/sentences.ts';

interface PublishCardProps {
  /** The number that it will have. */
  version: number;
  currency: string;
  changed: readonly ChangedSentence[];
  starts: readonly { startsAt: string; isRunning: boolean }[];
  worstCasePpm: number;
  /** Something was typed that is not saved. */
  isDirty: boolean;
}

const PPM_ONE = 1_000_000;

/** What publishing would change and from when, above the button that does it. */
export function PublishCard({ version, currency, changed, starts, worstCasePpm, isDirty }: PublishCardProps) {
  const t = useTranslations('plan.publish');
  const format = useFormat();
  const fetcher = useFetcher<FormAnswer>();
  const next = starts.find(({ isRunning }) => !isRunning) ?? starts[0];
  const [chosen, choose] = useState(next?.startsAt ?? '');
  const start = starts.find(({ startsAt }) => startsAt === chosen) ?? next;
  const publish = () =>
    fetcher.submit(JSON.stringify({ intent: 'publish', startsAt: start?.startsAt }), {
      method: 'post',
      encType: 'application/json',
    });
  const refusal = fetcher.data && !fetcher.data.ok ? fetcher.data : null;
  const day = start ? format.day(start.startsAt) : '';
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('title', { version })}
        </Text>
        <RefusalBanner refusal={refusal} />
        <PlanChanges changed={changed} currency={currency} />
        <Text as="p">{t('worst', { share: format.rate(worstCasePpm) })}</Text>
        {worstCasePpm > PPM_ONE && <Banner tone="warning">{t('beyondBase')}</Banner>}
        <Select
          label={t('from')}
          options={starts.map(({ startsAt, isRunning }) => {
            return { value: startsAt, label: t('start', { day: format.day(startsAt), isRunning: String(isRunning) }) };
          })}
          value={start?.startsAt ?? ''}
          onChange={choose}
          {...(start?.isRunning ? { helpText: t('running') } : {})}
        />
        {isDirty && (
          <Text as="p" tone="subdued">
            {t('saveFirst')}
          </Text>
        )}
        <InlineStack>
          <Button
            variant="primary"
            onClick={publish}
            loading={fetcher.state !== 'idle'}
            disabled={isDirty || changed.length === 0 || !start}
          >
            {t('submit', { version, day })}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
