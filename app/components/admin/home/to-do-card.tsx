import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { ordersAddress, partnersAddress, periodAddress } from '#app/components/admin/addresses.ts';
import { LineList } from '#app/components/admin/line-list.tsx';
import { useFormat } from '#app/components/shared/format.ts';

/** Something that waits for a person. */
export type ToDoItem =
  | { kind: 'period'; periodId: number; startsAt: string }
  | { kind: 'orders-waiting'; count: number }
  | { kind: 'orders-without-partner'; count: number; periodId: number }
  | { kind: 'applications'; count: number }
  | { kind: 'rate-missing'; currency: string };

/** What needs somebody, oldest first, each a link to where it is done. */
export function ToDoCard({ items }: { items: readonly ToDoItem[] }) {
  const t = useTranslations('home.toDo');
  const format = useFormat();
  const lineOf = (item: ToDoItem) => {
    switch (item.kind) {
      case 'period':
        return { text: t('period', { period: format.month(item.startsAt) }), to: periodAddress(item.periodId) };
      case 'orders-waiting':
        return { text: t('ordersWaiting', { count: item.count }), to: ordersAddress({ view: 'to-check' }) };
      case 'orders-without-partner':
        return {
          text: t('ordersWithoutPartner', { count: item.count }),
          to: ordersAddress({ view: 'without-partner', period: item.periodId }),
        };
      case 'applications':
        return { text: t('applications', { count: item.count }), to: partnersAddress({ status: 'applied' }) };
      case 'rate-missing':
        return { text: t('rateMissing', { currency: item.currency }), to: '/app/settings/money' };
    }
  };
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t('title')}
        </Text>
        {items.length === 0 && (
          <Text as="p" tone="subdued">
            {t('nothing')}
          </Text>
        )}
        <LineList lines={items.map(lineOf)} />
      </BlockStack>
    </Card>
  );
}
