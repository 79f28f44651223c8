import { BlockStack, Box, Card, InlineGrid, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { commissionsAddress } from '#app/components/admin/addresses.ts';
import { FigureTile } from '#app/components/admin/figure-tile.tsx';
import { MoneyBadge } from '#app/components/admin/money-badge.tsx';
import { useFormat } from '#app/components/shared/format.ts';

interface OwedCardProps {
  heldMinor: string;
  availableMinor: string;
  currency: string;
}

/** What partners have earned and not been paid. */
export function OwedCard({ heldMinor, availableMinor, currency }: OwedCardProps) {
  const t = useTranslations('home.owed');
  const { money } = useFormat();
  return (
    <Card padding="200">
      <BlockStack gap="100">
        <Box paddingInline="300" paddingBlockStart="200">
          <Text as="h2" variant="headingMd">
            {t('title')}
          </Text>
        </Box>
        <InlineGrid columns={2} gap="100">
          <FigureTile
            label={t('held')}
            value={money(heldMinor, currency)}
            to={commissionsAddress({ view: 'held' })}
            badge={<MoneyBadge word="held" />}
          />
          <FigureTile
            label={t('available')}
            value={money(availableMinor, currency)}
            to={commissionsAddress({ view: 'available' })}
            badge={<MoneyBadge word="available" />}
          />
        </InlineGrid>
      </BlockStack>
    </Card>
  );
}
