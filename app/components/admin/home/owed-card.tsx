import { useFetcher } from '@remix-run/react';
import { Box, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { commissionsAddress } from '#app/components/admin/addresses.ts';
import { FigureTile } from '#app/components/admin/figure-tile.tsx';
import { FigureTiles } from '#app/components/admin/figure-tiles.tsx';
import { MoneyBadge } from '#app/components/admin/money-badge.tsx';
import { useFormat } from '#app/components/shared/format.ts';

interface Owed {
  heldMinor: string;
  availableMinor: string;
}

const ADDRESS = '/app/owed';

/**
 * What partners have earned and not been paid. The sums are asked for after the page, again with every look at it; old ones
 * stay meanwhile, and also where they could not be asked for, which is said.
 */
export function OwedCard({ currency }: { currency: string }) {
  const t = useTranslations('home.owed');
  const format = useFormat();
  const again = useTranslations('admin.error')('again');
  const { data, load } = useFetcher<{ owed: Owed | null }>({ key: 'owed' });
  const [owed, setOwed] = useState<Owed | null>(null);
  if (data?.owed && data.owed !== owed) setOwed(data.owed);
  useEffect(() => {
    void load(ADDRESS);
  }, [load]);
  const money = (amount: string | undefined) => (amount === undefined ? null : format.money(amount, currency));
  return (
    <Card padding="100">
      <FigureTiles title={t('title')} columns={2}>
        <FigureTile
          label={t('held')}
          value={money(owed?.heldMinor)}
          to={commissionsAddress({ view: 'held' })}
          badge={<MoneyBadge word="held" />}
        />
        <FigureTile
          label={t('available')}
          value={money(owed?.availableMinor)}
          to={commissionsAddress({ view: 'available' })}
          badge={<MoneyBadge word="available" />}
        />
      </FigureTiles>
      {data?.owed === null && (
        <Box paddingInline="300" paddingBlockEnd="200" role="status">
          <InlineStack gap="200" blockAlign="center">
            <Text as="p" tone="critical">
              {t(owed ? 'stale' : 'failed')}
            </Text>
            <Button variant="plain" onClick={() => void load(ADDRESS)}>
              {again}
            </Button>
          </InlineStack>
        </Box>
      )}
    </Card>
  );
}
