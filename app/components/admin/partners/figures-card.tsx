import { BlockStack, Box, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { AsOf } from '#app/components/admin/as-of.tsx';
import { FigureTile } from '#app/components/admin/figure-tile.tsx';
import { FigureTiles } from '#app/components/admin/figure-tiles.tsx';
import { MoneyBadge, type MoneyWord } from '#app/components/admin/money-badge.tsx';
import { useFormat } from '#app/components/shared/format.ts';

interface Figures {
  active: boolean;
  below: number;
  ownMinor: string;
  customerMinor: string;
  teamMinor: string;
  estimatedMinor: string;
  orders: number;
}

interface FiguresCardProps {
  number: number;
  currency: string;
  now: string;
  run: { asOf: string; isStale: boolean; startsAt: string } | null;
  figures: Figures | null;
  balances: { heldMinor: string; availableMinor: string; paidMinor: string };
}

/** The four money words as links to their rows, then the figures of the period. */
export function FiguresCard({ number, currency, now, run, figures, balances }: FiguresCardProps) {
  const t = useTranslations('partners.detail');
  const noFigure = useTranslations('partners.list')('noFigure');
  const { money, month } = useFormat();
  const rows = (view: MoneyWord) => `/app/commissions?view=${view}&partner=${number}`;
  const tiles = [
    ['estimated', figures?.estimatedMinor ?? null],
    ['held', balances.heldMinor],
    ['available', balances.availableMinor],
    ['paid', balances.paidMinor],
  ] as const;
  return (
    <Card padding="100">
      <FigureTiles
        title={t('commissions')}
        aside={<AsOf at={run?.asOf ?? null} now={now} isStale={run?.isStale ?? false} />}
        columns={2}
      >
        {tiles.map(([word, minor]) => (
          <FigureTile
            key={word}
            value={minor === null ? null : money(minor, currency)}
            note={minor === null ? noFigure : undefined}
            to={rows(word)}
            badge={<MoneyBadge word={word} />}
          />
        ))}
      </FigureTiles>
      {figures && (
        <Box paddingInline="300" paddingBlock="300">
          <BlockStack gap="300">
            <Text as="h3" variant="headingSm">
              {run ? t('month', { month: month(run.startsAt) }) : t('figures')}
            </Text>
            <Facts number={number} currency={currency} figures={figures} />
          </BlockStack>
        </Box>
      )}
    </Card>
  );
}

function Facts({ number, currency, figures }: { number: number; currency: string; figures: Figures }) {
  const t = useTranslations('partners.detail');
  const { money, count } = useFormat();
  const facts = [
    [t('customerSales'), money(figures.customerMinor, currency), `/app/orders?partner=${number}`],
    [t('orders'), count(figures.orders), `/app/orders?partner=${number}`],
    [t('ownSales'), money(figures.ownMinor, currency), null],
    [t('teamSales'), money(figures.teamMinor, currency), `/app/tree?focus=${number}`],
    [t('below'), count(figures.below), `/app/partners?below=${number}`],
    [t('activity'), figures.active ? t('isActive') : t('isInactive'), null],
  ] as const;
  return (
    <BlockStack gap="100">
      {facts.map(([label, value, to]) => (
        <InlineStack key={label} align="space-between" gap="200">
          <Text as="span" tone="subdued">
            {label}
          </Text>
          <Text as="span" numeric>
            {to === null ? value : <Link url={to}>{value}</Link>}
          </Text>
        </InlineStack>
      ))}
    </BlockStack>
  );
}
