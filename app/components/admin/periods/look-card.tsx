import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { AdminLink } from '#app/components/admin/admin-link.tsx';
import { commissionsAddress, ordersAddress, partnersAddress } from '#app/components/admin/addresses.ts';
import { LineList } from '#app/components/admin/line-list.tsx';
import { useFormat } from '#app/components/shared/format.ts';

interface LookCardProps {
  periodId: number;
  currency: string;
  lateOrders: number;
  unattributedOrders: number;
  /** Their base, in minor units as text. */
  unattributedBaseMinor: string;
  /** What the period's reversals take back, in minor units as text. */
  takenBackMinor: string;
  orphans: number;
  outlierCount: number;
  outliers: readonly { number: number; firstName: string; lastName: string; amountMinor: string }[];
}

/** What stands out of a period, for a person to look at before accepting. */
export function LookCard(props: LookCardProps) {
  const {
    periodId,
    currency,
    lateOrders,
    unattributedOrders,
    unattributedBaseMinor,
    takenBackMinor,
    orphans,
    outlierCount,
    outliers,
  } = props;
  const t = useTranslations('periods.look');
  const { money } = useFormat();
  const lines = [
    ...(takenBackMinor === '0'
      ? []
      : [
          {
            text: t('takenBack', { amount: money(takenBackMinor, currency) }),
            to: commissionsAddress({ view: 'reversed', period: periodId }),
          },
        ]),
    ...(lateOrders > 0 ? [{ text: t('late', { count: lateOrders }), to: ordersAddress({ period: periodId }) }] : []),
    ...(unattributedOrders > 0
      ? [
          {
            text: t('unattributed', {
              count: unattributedOrders,
              amount: money(unattributedBaseMinor, currency),
            }),
            to: ordersAddress({ view: 'without-partner', period: periodId }),
          },
        ]
      : []),
    ...(orphans > 0 ? [{ text: t('orphans', { count: orphans }), to: partnersAddress({}), isProblem: true }] : []),
  ];
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('title')}
        </Text>
        {lines.length === 0 && outlierCount === 0 && <Text as="p">{t('nothing')}</Text>}
        {lines.length > 0 && <LineList lines={lines} />}
        {outlierCount > 0 && (
          <BlockStack gap="100">
            <Text as="h3" variant="headingSm">
              {t('outliers', { count: outlierCount })}
            </Text>
            {outliers.map(({ number, firstName, lastName, amountMinor }) => (
              <InlineStack key={number} align="space-between" gap="200" wrap={false}>
                <AdminLink to={commissionsAddress({ view: 'all', period: periodId, partner: number })}>
                  {`${firstName} ${lastName}`}
                </AdminLink>
                <Text as="span" numeric>
                  {money(amountMinor, currency)}
                </Text>
              </InlineStack>
            ))}
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}
