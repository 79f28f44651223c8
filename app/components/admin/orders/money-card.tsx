import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { ValueLines, type ValueLine } from '#app/components/admin/orders/value-lines.tsx';
import { useFormat } from '#app/components/shared/format.ts';

interface MoneyView {
  currency: string;
  goodsMinor: string;
  discountMinor: string;
  taxMinor: string;
  netMinor: string;
  notCounted: readonly { what: 'shipping' | 'gift_card' | 'tip'; amountMinor: string }[];
  totalMinor: string;
  exchange: { rate: string; netMinor: string; currency: string } | null;
  takenBackMinor: string;
  baseMinor: string;
}

/** From the goods' price to the base that counts now, step by step; then what of the order never counts. */
export function MoneyCard({ money, currency }: { money: MoneyView; currency: string }) {
  const t = useTranslations('orders.money');
  const format = useFormat();
  const inShop = (amount: string) => format.money(amount, money.currency);
  const inNetwork = (amount: string) => format.money(amount, currency);
  const { exchange, takenBackMinor } = money;
  const isBack = !takenBackMinor.startsWith('-');
  const lines: ValueLine[] = [
    { label: t(money.taxMinor === '0' ? 'goods' : 'goodsIncl'), value: inShop(money.goodsMinor) },
    ...(money.discountMinor === '0' ? [] : [{ label: t('discount'), value: inShop(money.discountMinor) }]),
    ...(money.taxMinor === '0' ? [] : [{ label: t('tax'), value: inShop(money.taxMinor) }]),
    { label: t('net'), value: inShop(money.netMinor) },
    ...(exchange ? [{ label: t('rate', { rate: exchange.rate }), value: inNetwork(exchange.netMinor) }] : []),
    ...(takenBackMinor === '0'
      ? []
      : [{ label: t(isBack ? 'takenBack' : 'added'), value: inNetwork(takenBackMinor.replace('-', '')) }]),
    { label: t('base'), value: inNetwork(money.baseMinor), isStrong: true },
  ];
  const others = money.notCounted.map(({ what, amountMinor }) => ({ label: t(what), value: inShop(amountMinor) }));
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('title')}
        </Text>
        <ValueLines lines={lines} />
        {others.length > 0 && (
          <Text as="h3" variant="headingSm">
            {t('notCounted')}
          </Text>
        )}
        <ValueLines lines={[...others, { label: t('total'), value: inShop(money.totalMinor) }]} />
      </BlockStack>
    </Card>
  );
}
