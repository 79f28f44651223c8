import { BlockStack, Box, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { useFormat } from '#app/components/shared/format.ts';
import type { ErrorDetails } from '#app/errors.ts';

interface ParkedCardProps {
  parked: readonly { webhookId: string; domain: string; topic: string; receivedAt: string; note: string | null }[];
  total: number;
  now: string;
  isBusy: boolean;
  refusal: { code: string; details: ErrorDetails } | null;
  /** One delivery, or every one. */
  onReplay: (webhookId: string | null) => void;
}

/** Deliveries that could not be taken, why, and another try. They hold nothing else back. */
export function ParkedCard({ parked, total, now, isBusy, refusal, onReplay }: ParkedCardProps) {
  const t = useTranslations('settings.parked');
  const { moment } = useFormat();
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t('title', { count: total })}
          </Text>
          {parked.length > 1 && (
            <Button onClick={() => onReplay(null)} loading={isBusy}>
              {t('replayAll', { count: total })}
            </Button>
          )}
        </InlineStack>
        <RefusalBanner refusal={refusal} />
        <Text as="p" tone="subdued">
          {parked.length === 0 ? t('none') : t('intro')}
        </Text>
        <BlockStack as="ul">
          {parked.map(({ webhookId, domain, topic, receivedAt, note }) => (
            <Box
              as="li"
              key={`${topic}${webhookId}`}
              paddingBlock="200"
              borderBlockStartWidth="025"
              borderColor="border"
            >
              <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
                <BlockStack gap="050">
                  <Text as="h3" variant="headingSm" breakWord>
                    {topic}
                  </Text>
                  <Text as="p" tone="subdued" breakWord>
                    {t('line', { domain, at: moment(receivedAt, now), id: webhookId })}
                  </Text>
                  {note && (
                    <Text as="p" tone="critical" breakWord>
                      {note}
                    </Text>
                  )}
                </BlockStack>
                <Button onClick={() => onReplay(webhookId)} disabled={isBusy}>
                  {t('replay')}
                </Button>
              </InlineStack>
            </Box>
          ))}
        </BlockStack>
      </BlockStack>
    </Card>
  );
}
