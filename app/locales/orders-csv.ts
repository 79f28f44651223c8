import { currency as currencyOf, toDecimal } from '#app/domain/money/currency.ts';
import { minor } from '#app/domain/money/minor.ts';
import type { Locale } from '#app/locales/catalogue.ts';
import { csvAmount, neutral } from '#app/locales/csv-file.ts';
import { formatFor } from '#app/locales/format.ts';
import { translatorFor } from '#app/locales/translator.ts';

/** An order as its query gives it. */
interface CsvOrder {
  readonly name: string;
  readonly orderedAt: string;
  readonly partner: number | null;
  readonly partnerName: string | null;
  readonly decidedBy:
    | 'manual'
    | 'customer_link'
    | 'discount_code'
    | 'cart_attribute'
    | 'line_property'
    | 'landing_site_ref'
    | 'own_order'
    | 'nobody'
    | null;
  readonly channel: string | null;
  readonly isTest: boolean;
  readonly isPaid: boolean;
  readonly isCancelled: boolean;
  readonly refunds: number;
  readonly problem: string | null;
  readonly baseMinor: string;
  readonly costMinor: string;
  readonly costPpm: number | null;
  readonly isBeingCalculated: boolean;
}

const COLUMNS = [
  'order',
  'date',
  'partnerNumber',
  'partner',
  'by',
  'channel',
  'base',
  'cost',
  'share',
  'currency',
  'state',
] as const;

const CHANNELS = ['web', 'pos', 'shopify_draft_order'] as const;

/** The list of orders as lines of a file: head and rows in one language, amounts as its spreadsheets read numbers. */
export function ordersCsv(locale: Locale, { currency, timeZone }: { currency: string; timeZone: string }) {
  const t = translatorFor(locale, timeZone);
  const format = formatFor(locale, timeZone);
  const decimal = (amount: string) => csvAmount(locale, toDecimal(minor(BigInt(amount)), currencyOf(currency)));
  const channelOf = (channel: string | null) => {
    const known = CHANNELS.find((name) => name === channel);
    return known ? t(`orders.channel.${known}`) : neutral(channel ?? t('orders.channel.unknown'));
  };
  const stateOf = (order: CsvOrder) =>
    [
      ...(order.problem === null ? [] : [t('orders.badge.problem')]),
      ...(order.isTest ? [t('orders.badge.test')] : []),
      ...(order.isPaid ? [] : [t('orders.badge.unpaid')]),
      ...(order.isCancelled ? [t('orders.badge.cancelled')] : []),
      ...(order.refunds > 0 ? [t('orders.badge.refunded')] : []),
    ].join(', ');
  const head = COLUMNS.map((column) => t(`orders.csv.${column}`));
  const line = (order: CsvOrder) => [
    neutral(order.name),
    format.date(new Date(order.orderedAt)),
    order.partner ?? '',
    neutral(order.partnerName ?? ''),
    order.decidedBy === null ? '' : t(`orders.by.${order.decidedBy}`),
    channelOf(order.channel),
    decimal(order.baseMinor),
    order.isBeingCalculated ? '' : decimal(order.costMinor),
    order.costPpm === null || order.isBeingCalculated ? '' : format.percent(order.costPpm),
    currency,
    stateOf(order),
  ];
  return { head, line };
}
