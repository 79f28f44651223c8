import { Card } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { commissionsAddress, ordersAddress } from '#app/components/admin/addresses.ts';
import { AsOf } from '#app/components/admin/as-of.tsx';
import { FigureTile } from '#app/components/admin/figure-tile.tsx';
import { FigureTiles } from '#app/components/admin/figure-tiles.tsx';
import { MoneyBadge } from '#app/components/admin/money-badge.tsx';
import { useFormat } from '#app/components/shared/format.ts';

interface Figures {
  periodId: number;
  startsAt: string;
  asOf: string;
  isStale: boolean;
  isAccepted: boolean;
  salesMinor: string;
  directMinor: string;
  levelMinor: string;
  onceMinor: string | null;
  totalMinor: string;
  costPpm: number | null;
}

interface FiguresCardProps {
  figures: Figures | null;
  currency: string;
  now: string;
}

/** What the network sells and costs in the newest period, each figure leading to its rows. */
export function FiguresCard({ figures, currency, now }: FiguresCardProps) {
  const t = useTranslations('home.figures');
  const format = useFormat();
  const money = (amount: string | undefined) => (amount === undefined ? null : format.money(amount, currency));
  const filter = figures ? { period: figures.periodId } : {};
  const view = figures?.isAccepted ? 'all' : 'estimated';
  const note = figures ? undefined : t('none');
  const cost = figures?.costPpm ?? null;
  const tiles = [
    { key: 'sales', value: money(figures?.salesMinor), to: ordersAddress({ view: 'with-partner', ...filter }) },
    { key: 'direct', value: money(figures?.directMinor), to: commissionsAddress({ view, ...filter, level: 1 }) },
    { key: 'level', value: money(figures?.levelMinor), to: commissionsAddress({ view, ...filter, level: '2+' }) },
    ...(figures?.onceMinor
      ? [
          {
            key: 'once' as const,
            value: money(figures.onceMinor),
            to: commissionsAddress({ view, ...filter, level: 'period' }),
          },
          { key: 'total' as const, value: money(figures.totalMinor), to: commissionsAddress({ view, ...filter }) },
        ]
      : []),
    {
      key: 'cost',
      value: cost === null ? null : format.share(cost),
      to: commissionsAddress({ view, ...filter }),
    },
  ] as const;
  return (
    <Card padding="100">
      <FigureTiles
        title={
          figures
            ? t(figures.isAccepted ? 'accepted' : 'running', { period: format.month(figures.startsAt) })
            : t('first')
        }
        badge={figures && !figures.isAccepted ? <MoneyBadge word="estimated" /> : undefined}
        aside={<AsOf at={figures?.asOf ?? null} now={now} isStale={figures?.isStale ?? false} />}
        columns={tiles.length === 4 ? 4 : 3}
      >
        {tiles.map(({ key, value, to }) => (
          <FigureTile key={key} label={t(key)} value={value} to={to} note={note} />
        ))}
      </FigureTiles>
    </Card>
  );
}
