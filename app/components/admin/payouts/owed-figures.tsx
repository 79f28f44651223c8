import { Card } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { commissionsAddress } from '#app/components/admin/addresses.ts';
import { FigureTile } from '#app/components/admin/figure-tile.tsx';
import { FigureTiles } from '#app/components/admin/figure-tiles.tsx';
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
    <Card padding="100">
      <FigureTiles title={t('title')} columns={4}>
        {WORDS.map((word) => (
          <FigureTile
            key={word}
            value={money(owed[`${word}Minor`], currency)}
            to={commissionsAddress({ view: word })}
            badge={<MoneyBadge word={word} />}
          />
        ))}
      </FigureTiles>
    </Card>
  );
}
