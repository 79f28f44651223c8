import { BlockStack, Card, InlineStack, Link, ProgressBar, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { useFormat } from '#app/components/shared/format.ts';

interface Level {
  level: number;
  partners: number;
  active: number;
  ownMinor: string;
}

interface LevelBarsProps {
  levels: readonly Level[];
  levelsMax: number;
  currency: string;
}

/** The whole network by level; each bar opens its list. */
export function LevelBars({ levels, levelsMax, currency }: LevelBarsProps) {
  const t = useTranslations('tree.levels');
  const { money } = useFormat();
  const largest = Math.max(1, ...levels.map((level) => level.partners));
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t('title')}
        </Text>
        {levels.map(({ level, partners, active, ownMinor }) => {
          const name = level < levelsMax ? t('row', { level }) : t('rest', { level });
          return (
            <BlockStack key={level} gap="050">
              <InlineStack align="space-between" gap="200">
                {level < levelsMax ? <Link url={`/app/partners?level=${level}`}>{name}</Link> : <span>{name}</span>}
                <Text as="span" numeric variant="bodySm">
                  {t('count', { partners, active })}
                </Text>
              </InlineStack>
              <ProgressBar progress={(partners / largest) * 100} size="small" tone="highlight" animated={false} />
              <Text as="span" tone="subdued" variant="bodySm" numeric>
                {t('sales', { sales: money(ownMinor, currency) })}
              </Text>
            </BlockStack>
          );
        })}
      </BlockStack>
    </Card>
  );
}
