import { Badge, InlineStack } from '@shopify/polaris';
import { AlertTriangleIcon, ReturnIcon, XCircleIcon } from '@shopify/polaris-icons';
import { useTranslations } from 'use-intl';

export interface OrderMarks {
  problem: 'no-rate' | 'no-paid-instant' | null;
  isTest: boolean;
  isPaid: boolean;
  isCancelled: boolean;
  isRefunded: boolean;
}

/** What is not ordinary about an order: word and icon, never colour alone. */
export function OrderBadges({ problem, isTest, isPaid, isCancelled, isRefunded }: OrderMarks) {
  const t = useTranslations('orders.badge');
  return (
    <InlineStack gap="100" as="span">
      {problem && (
        <Badge tone="critical" icon={AlertTriangleIcon}>
          {t('problem')}
        </Badge>
      )}
      {isTest && <Badge>{t('test')}</Badge>}
      {!isPaid && !problem && <Badge>{t('unpaid')}</Badge>}
      {isCancelled && <Badge icon={XCircleIcon}>{t('cancelled')}</Badge>}
      {isRefunded && <Badge icon={ReturnIcon}>{t('refunded')}</Badge>}
    </InlineStack>
  );
}
