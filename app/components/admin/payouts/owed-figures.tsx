import { Box, Card, InlineGrid } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { commissionsAddress } from '#app/components/admin/addresses.ts';
import { FigureTile } from '#app/components/admin/figure-tile.tsx';
import { MoneyBadge } from '#app/components/admin/money-badge.tsx';
import { useFormat } from '#app/components/shared/format.ts';

interface OwedFiguresProps {
  owed: { estimatedMinor: string; heldMinor: string; availableMinor: string; paidMinor: string };
  currency: string;
}

const WORDS = ['estimated', 'held', 'available', 'paid'] as const;

/** The four figures over all partners; each leads to its rows. */
export function OwedFigures({ owed, currency }: OwedFiguresProps) {
  const t = useTranslations('payouts.balances');
  const { money } = useFormat();
  return (
    <Card padding="0">
      <Box padding="100">
        <InlineGrid columns={{ xs: 2, md: 4 }} gap="100">
          {WORDS.map((word) => (
            <FigureTile
              key={word}
              label={t('note')}
              value={money(owed[`${word}Minor`], currency)}
              to={commissionsAddress({ view: word })}
              badge={<MoneyBadge word={word} />}
            />
          ))}
        </InlineGrid>
      </Box>
    </Card>
  );
}
