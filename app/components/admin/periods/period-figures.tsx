import { Box, Card, InlineGrid } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { commissionsAddress, ordersAddress, partnersAddress } from '#app/components/admin/addresses.ts';
import { FigureTile } from '#app/components/admin/figure-tile.tsx';
import { useFormat } from '#app/components/shared/format.ts';

/** Control totals of a run, amounts in minor units as text. */
export interface PeriodTotals {
  orders: number;
  baseMinor: string;
  unattributedOrders: number;
  unattributedBaseMinor: string;
  partners: number;
  activePartners: number;
  paidMinor: string;
  breakageMinor: string;
}

interface PeriodFiguresProps {
  periodId: number;
  totals: PeriodTotals;
  earnerCount: number;
  currency: string;
}

/** A share is shown to a tenth of a percent. */
const TENTHS = 1000n;
const PPM_PER_TENTH = 1000;

/** What a period comes to; every figure leads to its rows. */
export function PeriodFigures({ periodId, totals, earnerCount, currency }: PeriodFiguresProps) {
  const t = useTranslations('periods.figures');
  const { money, count, rate } = useFormat();
  const base = BigInt(totals.baseMinor);
  const share = base > 0n ? Number((BigInt(totals.paidMinor) * TENTHS) / base) * PPM_PER_TENTH : null;
  const rows = commissionsAddress({ view: 'all', period: periodId });
  const orders = ordersAddress({ view: 'all', period: periodId });
  return (
    <Card padding="0">
      <Box padding="100">
        <InlineGrid columns={{ xs: 2, md: 3 }} gap="100">
          <FigureTile label={t('orders')} value={count(totals.orders)} to={orders} />
          <FigureTile label={t('base')} value={money(totals.baseMinor, currency)} to={orders} />
          <FigureTile
            label={t('partners')}
            value={count(totals.partners)}
            to={partnersAddress({ status: 'active' })}
            note={t('active', { count: count(totals.activePartners) })}
          />
          <FigureTile
            label={t('commissions')}
            value={money(totals.paidMinor, currency)}
            to={rows}
            note={share === null ? undefined : t('ofBase', { rate: rate(share) })}
          />
          <FigureTile label={t('earners')} value={count(earnerCount)} to={rows} />
          <FigureTile label={t('breakage')} value={money(totals.breakageMinor, currency)} to={orders} />
        </InlineGrid>
      </Box>
    </Card>
  );
}
