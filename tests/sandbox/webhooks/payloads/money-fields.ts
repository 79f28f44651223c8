import { decimal } from '#tests/sandbox/money.ts';
import { presented } from '#tests/sandbox/state/amounts.ts';
import type { Order } from '#tests/sandbox/state/model.ts';

export const text = (order: Order, amount: bigint) => decimal(amount, order.currency);

/** `{ shop_money, presentment_money }` of an amount in the shop's currency. */
export const moneySet = (order: Order, amount: bigint) => ({
  shop_money: { amount: decimal(amount, order.currency), currency_code: order.currency },
  presentment_money: {
    amount: decimal(presented(order, amount), order.presentment.currency),
    currency_code: order.presentment.currency,
  },
});

/** A sum in both of its spellings: `total_tax` and `total_tax_set`. */
export const both = <Name extends string>(order: Order, name: Name, amount: bigint) => ({
  [name]: text(order, amount),
  [`${name}_set`]: moneySet(order, amount),
});
