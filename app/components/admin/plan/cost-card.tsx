import { BlockStack, Box, Card, InlineStack, ProgressBar, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { useFormat } from '#app/components/shared/format.ts';

const PPM_PER_PERCENT = 10_000;
const DEAR_PERCENT = 60;

interface CostCardProps {
  /** Null where nothing limits it. */
  ceilingPpm: number | null;
  /** False while the document cannot be read. */
  isKnown?: boolean;
}

/** The most that one order can cost under a plan, as a share of its net goods. */
export function CostCard({ ceilingPpm, isKnown = true }: CostCardProps) {
  const t = useTranslations('plan.cost');
  const { rate } = useFormat();
  const percent = !isKnown ? 0 : ceilingPpm === null ? 100 : Math.min(100, ceilingPpm / PPM_PER_PERCENT);
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack align="space-between" gap="200" wrap={false}>
          <Text as="h2" variant="headingMd">
            {t('title')}
          </Text>
          <Text as="span" variant="headingMd" numeric>
            {ceilingPpm === null ? '–' : rate(ceilingPpm)}
          </Text>
        </InlineStack>
        <Box aria-hidden>
          <ProgressBar progress={percent} size="small" tone={percent >= DEAR_PERCENT ? 'critical' : 'primary'} />
        </Box>
        <Text as="p" tone="subdued">
          {!isKnown ? t('unknown') : ceilingPpm === null ? t('unlimited') : t('limited', { share: rate(ceilingPpm) })}
        </Text>
      </BlockStack>
    </Card>
  );
}
