import { Badge, BlockStack, Box, Card, Divider, InlineStack, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { useFormat } from '#app/components/shared/format.ts';
import type { Practice } from '#app/domain/templates/practice.ts';

const PPM_ONE = 1_000_000n;

/** What a plan pays in a small team, computed by the engine: who gets what from which component. */
export function PracticeCard({ practice, currency }: { practice: Practice | null; currency: string }) {
  const t = useTranslations('plan.practice');
  const { money, share } = useFormat();
  const amount = (minor: number) => money(String(minor), currency);
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('title')}
          </Text>
          <Text as="p" tone="subdued">
            {practice ? t('intro', { cadence: practice.cadence, sales: amount(practice.salesMinor) }) : t('nothing')}
          </Text>
        </BlockStack>
        {practice && (
          <>
            <BlockStack gap="300" as="ul">
              {practice.people.map(({ name, rank, salesMinor, earnings }) => (
                <Box as="li" key={name}>
                  <InlineStack align="space-between" gap="200" wrap={false}>
                    <InlineStack gap="200">
                      <Text as="span" fontWeight="semibold">
                        {name}
                      </Text>
                      {rank !== null && <Badge>{rank}</Badge>}
                    </InlineStack>
                    <Text as="span" numeric>
                      {amount(earnings.reduce((total, { amountMinor }) => total + amountMinor, 0))}
                    </Text>
                  </InlineStack>
                  <Text as="p" tone="subdued" variant="bodySm">
                    {t('sales', { sales: amount(salesMinor) })}
                  </Text>
                  {earnings.map(({ component, amountMinor }) => (
                    <InlineStack key={component} align="space-between" gap="200" wrap={false}>
                      <Text as="span" tone="subdued" variant="bodySm">
                        {component}
                      </Text>
                      <Text as="span" tone="subdued" variant="bodySm" numeric>
                        {amount(amountMinor)}
                      </Text>
                    </InlineStack>
                  ))}
                </Box>
              ))}
            </BlockStack>
            <Divider />
            <InlineStack align="space-between" gap="200" wrap={false}>
              <Text as="span" fontWeight="semibold">
                {t('total', { share: share(shareOf(practice)) })}
              </Text>
              <Text as="span" numeric fontWeight="semibold">
                {amount(practice.paidMinor)}
              </Text>
            </InlineStack>
          </>
        )}
      </BlockStack>
    </Card>
  );
}

/** In parts per million, cut off: shown, never computed with. */
const shareOf = ({ paidMinor, salesMinor }: Practice) => Number((BigInt(paidMinor) * PPM_ONE) / BigInt(salesMinor));
