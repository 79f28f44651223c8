import { useFetcher } from '@remix-run/react';
import { BlockStack, Box, Card, InlineGrid, Text } from '@shopify/polaris';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { commissionsAddress } from '#app/components/admin/addresses.ts';
import { FigureTile } from '#app/components/admin/figure-tile.tsx';
import { MoneyBadge } from '#app/components/admin/money-badge.tsx';
import { useFormat } from '#app/components/shared/format.ts';

interface Owed {
  heldMinor: string;
  availableMinor: string;
}

const ADDRESS = '/app/owed';

/**
 * What partners have earned and not been paid. The sums are asked for after the page, again with every look at it; old ones
 * stay meanwhile.
 */
export function OwedCard({ currency }: { currency: string }) {
  const t = useTranslations('home.owed');
  const format = useFormat();
  const { data, load } = useFetcher<Owed>({ key: 'owed' });
  useEffect(() => {
    void load(ADDRESS);
  }, [load]);
  const money = (amount: string | undefined) => (amount === undefined ? null : format.money(amount, currency));
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
            value={money(data?.heldMinor)}
            to={commissionsAddress({ view: 'held' })}
            badge={<MoneyBadge word="held" />}
          />
          <FigureTile
            label={t('available')}
            value={money(data?.availableMinor)}
            to={commissionsAddress({ view: 'available' })}
            badge={<MoneyBadge word="available" />}
          />
        </InlineGrid>
      </BlockStack>
    </Card>
  );
}
