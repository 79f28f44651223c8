import { BlockStack, Box, Card, Divider, InlineStack, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { useFormat } from '#app/components/shared/format.ts';
import type { PlanExample as Example } from '#app/domain/plan/example.ts';

/** The people of every example, nearest to the order first; further ones have no name. */
const NAMES = ['Cleo', 'Ben', 'Anna'] as const;

interface PlanExampleProps {
  example: Example;
  currency: string;
  title: string;
  /** A sentence over the rows: what this example assumes. */
  intro: string;
}

/** What one order pays to the line above it, row by row, with the total and its share of the order. */
export function PlanExample({ example, currency, title, intro }: PlanExampleProps) {
  const t = useTranslations('plan.example');
  const format = useFormat();
  const total = String(example.paidMinor);
  const nameOf = (place: number) => NAMES[place] ?? t('further', { place: place + 1 });
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Text as="p" tone="subdued">
            {intro}
          </Text>
        </BlockStack>
        <BlockStack gap="200" as="ul">
          {example.rows.map((row) => (
            <Box as="li" key={`${row.component}-${row.level}-${row.ratePpm}`}>
              <InlineStack align="space-between" gap="200" wrap={false}>
                <Text as="span">{t('row', { name: nameOf(row.earner), rate: format.rate(row.ratePpm) })}</Text>
                <Text as="span" numeric>
                  {format.money(String(row.amountMinor), currency)}
                </Text>
              </InlineStack>
            </Box>
          ))}
        </BlockStack>
        <Divider />
        <InlineStack align="space-between" gap="200" wrap={false}>
          <Text as="span" fontWeight="semibold">
            {t('total', { share: format.rate(shareOfBase(example)) })}
          </Text>
          <Text as="span" numeric fontWeight="semibold">
            {format.money(total, currency)}
          </Text>
        </InlineStack>
        {example.unpaidMinor > 0 && (
          <Text as="p" tone="subdued">
            {t('unpaid', { amount: format.money(String(example.unpaidMinor), currency) })}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}

const PPM_ONE = 1_000_000n;

/** Parts per million of the order that the rows come to, cut off: shown, never computed with. */
const shareOfBase = ({ paidMinor, baseMinor }: Example) => Number((BigInt(paidMinor) * PPM_ONE) / BigInt(baseMinor));
