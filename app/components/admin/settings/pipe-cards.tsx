import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { FactRows } from '#app/components/admin/settings/fact-rows.tsx';
import { useFormat } from '#app/components/shared/format.ts';

interface DeliveriesCardProps {
  topics: readonly { topic: string; count: number; last: string }[];
  now: string;
}

/** What Shopify told in the last days, by topic. */
export function DeliveriesCard({ topics, now }: DeliveriesCardProps) {
  const t = useTranslations('settings.deliveries');
  const { count, moment } = useFormat();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('title')}
        </Text>
        {topics.length === 0 ? (
          <Text as="p" tone="subdued">
            {t('none')}
          </Text>
        ) : (
          <FactRows
            textColumns={1}
            headings={[t('topic'), t('count'), t('last')]}
            rows={topics.map((row) => [row.topic, count(row.count), moment(row.last, now)])}
          />
        )}
      </BlockStack>
    </Card>
  );
}

interface SweepsCardProps {
  sweeps: readonly {
    shop: string;
    kind: 'import' | 'hourly' | 'nightly';
    startedAt: string;
    finishedAt: string | null;
    seen: number;
    found: number;
  }[];
  now: string;
}

/** What looking through Shopify's orders found that no webhook had told. */
export function SweepsCard({ sweeps, now }: SweepsCardProps) {
  const t = useTranslations('settings.sweeps');
  const { count, moment } = useFormat();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('title')}
        </Text>
        <Text as="p" tone="subdued">
          {sweeps.length === 0 ? t('none') : t('intro')}
        </Text>
        {sweeps.length > 0 && (
          <FactRows
            textColumns={2}
            headings={[t('kindHead'), t('shop'), t('finished'), t('seen'), t('found')]}
            rows={sweeps.map((sweep) => [
              t(`kind.${sweep.kind}`),
              sweep.shop,
              sweep.finishedAt ? moment(sweep.finishedAt, now) : t('running'),
              count(sweep.seen),
              count(sweep.found),
            ])}
          />
        )}
      </BlockStack>
    </Card>
  );
}
