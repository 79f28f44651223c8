import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { ValueLines } from '#app/components/admin/orders/value-lines.tsx';
import { useFormat } from '#app/components/shared/format.ts';

interface FactsView {
  shopName: string;
  channel: string | null;
  orderedAt: string;
  paidAt: string | null;
  fulfilledAt: string | null;
  ships: boolean;
  cancelledAt: string | null;
  releaseOn: string | null;
}

const CHANNELS = ['web', 'pos', 'shopify_draft_order'] as const;

/** A calendar day is the same day in every zone at noon. */
export const noonOf = (day: string): string => `${day}T12:00:00Z`;

/** Where and when: the attributes of an order. */
export function FactsCard({ order }: { order: FactsView }) {
  const t = useTranslations('orders.facts');
  const channels = useTranslations('orders.channel');
  const { day } = useFormat();
  const known = CHANNELS.find((name) => name === order.channel);
  const dayOf = (at: string | null) => (at === null ? t('notYet') : day(at));
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('title')}
        </Text>
        <ValueLines
          lines={[
            { label: t('shop'), value: order.shopName },
            { label: t('channel'), value: known ? channels(known) : (order.channel ?? channels('unknown')) },
            { label: t('ordered'), value: day(order.orderedAt) },
            { label: t('paid'), value: dayOf(order.paidAt) },
            { label: t('fulfilled'), value: order.ships ? dayOf(order.fulfilledAt) : t('nothingShips') },
            ...(order.cancelledAt === null ? [] : [{ label: t('cancelled'), value: day(order.cancelledAt) }]),
            { label: t('release'), value: order.releaseOn === null ? t('releaseOpen') : day(noonOf(order.releaseOn)) },
          ]}
        />
      </BlockStack>
    </Card>
  );
}
