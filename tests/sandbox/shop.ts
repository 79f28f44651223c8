import { randomUUID } from 'node:crypto';
import { totalsOf } from '#tests/sandbox/state/amounts.ts';
import {
  createDiscount,
  createProduct,
  findCustomer,
  findOrCreateCustomer,
  findProduct,
  updateProduct,
  type NewCustomer,
  type NewDiscount,
  type NewProduct,
  type ProductChange,
} from '#tests/sandbox/state/catalog.ts';
import { editOrder, type EditOrder } from '#tests/sandbox/state/edit-order.ts';
import { findOrder } from '#tests/sandbox/state/find-order.ts';
import { instant, type Ids } from '#tests/sandbox/state/ids.ts';
import type { Order, ShopState } from '#tests/sandbox/state/model.ts';
import { cancelOrder, fulfilOrder, payOrder, type CancelOrder } from '#tests/sandbox/state/order-changes.ts';
import { placeOrder, type PlaceOrder } from '#tests/sandbox/state/place-order.ts';
import { refundOrder, type RefundOrder } from '#tests/sandbox/state/refund-order.ts';
import type { DeliveryQueue } from '#tests/sandbox/webhooks/deliveries.ts';
import { customerWebhook } from '#tests/sandbox/webhooks/payloads/customer-payload.ts';
import { orderPayload } from '#tests/sandbox/webhooks/payloads/order-payload.ts';
import { editPayload, idPayload, productPayload } from '#tests/sandbox/webhooks/payloads/other-payloads.ts';
import { refundPayload } from '#tests/sandbox/webhooks/payloads/refund-payload.ts';
import { installationActions } from '#tests/sandbox/installation.ts';
import type { AppConfig } from '#tests/sandbox/app-config.ts';

/** When it happens, and whether the app is told. */
export interface When {
  at?: Date;
  webhooks?: boolean;
}

export interface ShopParts {
  state: ShopState;
  ids: Ids;
  config: AppConfig;
  deliveries: DeliveryQueue;
  now: () => Date;
  changed: () => void;
}

/** Everything that can happen in a shop, each with the webhooks that Shopify sends for it. */
export function shopActions({ state, ids, config, deliveries, now, changed }: ShopParts) {
  /** Sends an event, if the app is installed and the caller did not ask for silence. The payload is only built if it goes out. */
  const tell = (webhooks: boolean | undefined, events: [topic: string, payload: () => unknown][]) => {
    changed();
    if (webhooks === false || !state.installation) return;
    const eventId = randomUUID();
    for (const [topic, payload] of events) {
      if (!config.subscriptions.some((subscription) => subscription.topic === topic)) continue;
      deliveries.emit({ shop: state.domain, topic, payload: payload(), eventId });
    }
  };
  /** Runs a change of an order; one that is refused leaves the order as it was. */
  const changing = <T>(order: Order, change: () => T): T => {
    const before = structuredClone(order);
    try {
      return change();
    } catch (error) {
      Object.assign(order, before);
      throw error;
    }
  };
  const at = (input: { at?: Date | undefined }) => input.at ?? now();
  const ofOrder = (order: Order) => () => orderPayload(state, order);
  const isPaid = (order: Order) => totalsOf(order).outstanding <= 0n && order.cancelledAt === null;

  return {
    state,
    /** Places an order as a checkout, or any other channel, would. */
    placeOrder(input: PlaceOrder): Order {
      const order = placeOrder(state, ids, input, now());
      tell(input.webhooks, [
        ['orders/create', ofOrder(order)],
        ...(isPaid(order) ? [['orders/paid', ofOrder(order)] as [string, () => unknown]] : []),
        ['orders/updated', ofOrder(order)],
      ]);
      return order;
    },
    /** Receives a bank transfer or captures an authorization. */
    payOrder(key: string, input: { amount?: string } & When = {}): Order {
      const order = findOrder(state, key);
      payOrder(order, ids, input, at(input));
      tell(input.webhooks, [
        ...(isPaid(order) ? [['orders/paid', ofOrder(order)] as [string, () => unknown]] : []),
        ['orders/updated', ofOrder(order)],
      ]);
      return order;
    },
    fulfilOrder(key: string, input: { lines?: { line: string; quantity?: number }[] } & When = {}): Order {
      const order = findOrder(state, key);
      fulfilOrder(order, ids, input, at(input));
      const isWhole = order.lines.every((line) => line.fulfilled >= line.quantity - line.removed.quantity);
      tell(input.webhooks, [
        [isWhole ? 'orders/fulfilled' : 'orders/partially_fulfilled', ofOrder(order)],
        ['orders/updated', ofOrder(order)],
      ]);
      return order;
    },
    refundOrder(key: string, input: RefundOrder): Order {
      const order = findOrder(state, key);
      const refund = changing(order, () => refundOrder(order, ids, input, at(input)));
      tell(input.webhooks, [
        ['refunds/create', () => refundPayload(state, order, refund)],
        ['orders/updated', ofOrder(order)],
      ]);
      return order;
    },
    cancelOrder(key: string, input: CancelOrder & When = {}): Order {
      const order = findOrder(state, key);
      const refund = changing(order, () => cancelOrder(order, ids, input, at(input)));
      tell(input.webhooks, [
        ['orders/cancelled', ofOrder(order)],
        ['refunds/create', () => refundPayload(state, order, refund)],
        ['orders/updated', ofOrder(order)],
      ]);
      return order;
    },
    editOrder(key: string, input: EditOrder): Order {
      const order = findOrder(state, key);
      const { edit, refund } = changing(order, () => editOrder(state, order, ids, input, at(input)));
      tell(input.webhooks, [
        ['orders/edited', () => editPayload(state, order, edit)],
        ...(refund ? [['refunds/create', () => refundPayload(state, order, refund)] as [string, () => unknown]] : []),
        ['orders/updated', ofOrder(order)],
      ]);
      return order;
    },
    findOrder: (key: string) => findOrder(state, key),
    createProduct(input: NewProduct & When) {
      const product = createProduct(state, ids, input, at(input));
      tell(input.webhooks, [['products/create', () => productPayload(state, product)]]);
      return product;
    },
    updateProduct(key: string, change: ProductChange & When) {
      const product = updateProduct(state, ids, key, change, at(change));
      tell(change.webhooks, [['products/update', () => productPayload(state, product)]]);
      return product;
    },
    deleteProduct(key: string, input: When = {}) {
      const product = findProduct(state, key);
      state.products = state.products.filter((one) => one.id !== product.id);
      tell(input.webhooks, [['products/delete', () => idPayload(product.id)]]);
    },
    createCustomer(input: NewCustomer & When) {
      const customer = findOrCreateCustomer(state, ids, input, instant(at(input)));
      tell(input.webhooks, [['customers/create', () => customerWebhook(state, customer)]]);
      return customer;
    },
    findCustomer: (key: string) => findCustomer(state, key),
    createDiscount(input: NewDiscount) {
      changed();
      return createDiscount(state, ids, input);
    },
    /** Switches a block of the app's theme extension on or off in the theme. */
    setBlock(handle: string, isEnabled: boolean, settings: Record<string, string | number | boolean> = {}) {
      const known = state.blocks.find((block) => block.handle === handle);
      if (known) Object.assign(known, { isEnabled, settings: { ...known.settings, ...settings } });
      else state.blocks.push({ id: ids.next(), handle, isEnabled, settings });
      changed();
    },
    ...installationActions({ state, ids, config, deliveries, now, changed }),
  };
}

export type Shop = ReturnType<typeof shopActions>;
