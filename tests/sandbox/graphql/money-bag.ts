import type { View } from '#tests/sandbox/graphql/context.ts';
import { decimal } from '#tests/sandbox/money.ts';
import { presented } from '#tests/sandbox/state/amounts.ts';
import type { Order } from '#tests/sandbox/state/model.ts';

const money = (amount: bigint, currency: string): View => ({
  __typename: 'MoneyV2',
  amount: trimmed(decimal(amount, currency)),
  currencyCode: currency,
});

/** GraphQL writes `12.5` and `12.0` where webhooks write `12.50` and `12.00`. */
const trimmed = (text: string) => text.replace(/(\.\d*?)0+$/, (_, kept: string) => (kept === '.' ? '.0' : kept));

export const moneyBag = (order: Order, amount: bigint): View => ({
  __typename: 'MoneyBag',
  shopMoney: money(amount, order.currency),
  presentmentMoney: money(presented(order, amount), order.presentment.currency),
});

export const plainMoney = money;
