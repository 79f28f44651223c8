import { BlockStack, DataTable, SkeletonBodyText, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { useFormat } from '#app/components/shared/format.ts';

/** What the server says an assignment would do. */
export interface EffectView {
  partner: { number: number; name: string };
  currency: string;
  accepted: number;
  unknown: number;
  followers: number;
  isLimited: boolean;
  partners: readonly { number: number; name: string; beforeMinor: string; afterMinor: string }[];
}

/** Who gains and who loses, before it is done; null while it is being worked out. */
export function AssignmentEffect({ effect }: { effect: EffectView | null }) {
  const t = useTranslations('orders.assign');
  const format = useFormat();
  if (!effect) return <SkeletonBodyText lines={4} />;
  const { currency, partners, accepted, unknown, followers, isLimited } = effect;
  const money = (amount: string) => format.money(amount, currency);
  const change = ({ beforeMinor, afterMinor }: EffectView['partners'][number]) => {
    const difference = BigInt(afterMinor) - BigInt(beforeMinor);
    return `${difference > 0n ? '+' : ''}${money(String(difference))}`;
  };
  return (
    <BlockStack gap="200">
      <Text as="h2" variant="headingSm">
        {t('effect')}
      </Text>
      {partners.length === 0 ? (
        <Text as="p">{t('same')}</Text>
      ) : (
        <DataTable
          columnContentTypes={['text', 'numeric', 'numeric', 'numeric']}
          headings={[t('partner'), t('now'), t('then'), t('difference')]}
          rows={partners.map((each) => [each.name, money(each.beforeMinor), money(each.afterMinor), change(each)])}
        />
      )}
      {isLimited && <Text as="p">{t('limited')}</Text>}
      {accepted > 0 && <Text as="p">{t('accepted', { count: accepted })}</Text>}
      {unknown > 0 && <Text as="p">{t('unknown', { count: unknown })}</Text>}
      {followers > 0 && <Text as="p">{t('followers', { count: followers })}</Text>}
    </BlockStack>
  );
}
