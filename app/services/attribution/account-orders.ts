import {
  findOrders,
  lockOrders,
  lockSubjectsOf,
  ordersOfCustomers,
  type KnownOrder,
} from '#app/adapters/db/repositories/orders.server.ts';
import type { AccountKey } from '#app/adapters/db/repositories/own-accounts.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { settleOrders } from '#app/services/orders/apply-orders.ts';

const keyOf = ({ shopId, facts }: KnownOrder) => ({ shopId, orderId: facts.orderId });
const customerSubject = ({ shopId, customerId }: AccountKey) => `customer:${shopId}:${customerId}`;

/** Accounts whose orders nobody else can change until the transaction ends. */
export interface HeldAccounts {
  readonly orders: readonly KnownOrder[];
  /** Decides all of their orders again. */
  settle(now: Date): Promise<void>;
}

/** Holds accounts with all of their orders. */
export async function lockAccounts(tx: Tx, accounts: readonly AccountKey[]): Promise<HeldAccounts> {
  const found = await ordersOfCustomers(tx, accounts);
  await lockOrders(tx, [
    ...accounts.map(customerSubject),
    ...found.flatMap((order) => lockSubjectsOf(keyOf(order), order.facts.customerId)),
  ]);
  const orders = await findOrders(tx, found.map(keyOf));
  return { orders, settle: (now) => settleOrders(tx, orders, new Set(), now) };
}
