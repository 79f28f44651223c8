import { digitsOf } from '#tests/sandbox/state/ids.ts';
import type { Order, OrderLine, ShopState } from '#tests/sandbox/state/model.ts';

/** By id, gid, order number or `#1001`. @throws Error */
export function findOrder(shop: ShopState, key: string): Order {
  const digits = digitsOf(key);
  for (let at = shop.orders.length - 1; at >= 0; at -= 1) {
    const order = shop.orders[at];
    if (order && (order.id === digits || `#${order.number}` === key)) return order;
  }
  throw new Error(`no such order in ${shop.domain}: ${key}`);
}

/** @throws Error */
export function lineOf(order: Order, key: string): OrderLine {
  const digits = digitsOf(key);
  const found = order.lines.find((line) => line.id === digits) ?? order.lines.find((line) => line.sku === key);
  if (!found) throw new Error(`no such line in order #${order.number}: ${key}`);
  return found;
}
