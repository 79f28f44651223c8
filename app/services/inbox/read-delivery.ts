import { z } from 'zod';
import type { Claimed } from '#app/adapters/inbox/claim.server.ts';
import { tryLosslessJson } from '#app/domain/orders/lossless-json.ts';
import { idSchema } from '#app/domain/orders/fields.ts';
import { buyerMailOf } from '#app/domain/orders/buyer-mail.ts';
import { parseEditPayload } from '#app/domain/orders/parse-edit-payload.ts';
import { orderFactsOf } from '#app/domain/orders/parse-order-payload.ts';
import { parseProductPayload, type ProductFacts } from '#app/domain/orders/parse-product-payload.ts';
import { parseRefundPayload } from '#app/domain/orders/parse-refund-payload.ts';
import { unusable, type PayloadProblem } from '#app/domain/orders/parsed.ts';
import type { OrderNews } from '#app/services/orders/order-news.ts';

/** A privacy request's subject, as far as it names one. */
export interface PrivacySubject {
  customerId: bigint | null;
  orderIds: bigint[];
}

/** What a delivery asks for. */
export type Work =
  | { kind: 'order'; news: OrderNews }
  | { kind: 'fetch-order'; orderId: bigint }
  | { kind: 'product'; product: ProductFacts; isDeleted: boolean }
  | { kind: 'uninstalled' }
  | { kind: 'scopes'; scopes: string }
  | { kind: 'privacy'; subject: PrivacySubject }
  | { kind: 'ignore'; note: string }
  | { kind: 'park'; note: string };

const park = ({ code, path }: PayloadProblem): Work => ({ kind: 'park', note: path ? `${code}: ${path}` : code });

type Reader = (text: string, delivery: { shopId: number; triggeredAt: Date }) => Work;

const readOrder: Reader = (text, { shopId, triggeredAt }) => {
  const json = tryLosslessJson(text);
  const parsed = json ? orderFactsOf(json.value) : unusable('not-json', '');
  if (!parsed.ok) return park(parsed.problem);
  const buyer = buyerMailOf(json?.value);
  return { kind: 'order', news: { kind: 'state', shopId, triggeredAt, facts: parsed.facts, buyer } };
};

const readRefund: Reader = (text, { shopId, triggeredAt }) => {
  const parsed = parseRefundPayload(text);
  if (parsed.ok) {
    const { orderId, refund } = parsed;
    return { kind: 'order', news: { kind: 'refund', shopId, triggeredAt, orderId, refund } };
  }
  if (parsed.problem.code === 'needs-order') return { kind: 'fetch-order', orderId: BigInt(parsed.problem.path) };
  return park(parsed.problem);
};

const readEdit: Reader = (text) => {
  const parsed = parseEditPayload(text);
  return parsed.ok ? { kind: 'fetch-order', orderId: parsed.orderId } : park(parsed.problem);
};

const readProduct =
  (isDeleted: boolean): Reader =>
  (text) => {
    const parsed = parseProductPayload(text);
    return parsed.ok ? { kind: 'product', product: parsed.product, isDeleted } : park(parsed.problem);
  };

const scopesSchema = z.object({ current: z.array(z.string()) });
const readScopes: Reader = (text) => {
  const parsed = scopesSchema.safeParse(tryLosslessJson(text)?.value);
  return parsed.success
    ? { kind: 'scopes', scopes: parsed.data.current.join(',') }
    : { kind: 'park', note: 'unexpected-shape' };
};

const privacySchema = z.object({
  customer: z.object({ id: idSchema }).nullish(),
  orders_to_redact: z.array(idSchema).nullish(),
  orders_requested: z.array(idSchema).nullish(),
});
const readPrivacy: Reader = (text) => {
  const parsed = privacySchema.safeParse(tryLosslessJson(text)?.value);
  if (!parsed.success) return { kind: 'park', note: 'unexpected-shape' };
  const { customer, orders_to_redact, orders_requested } = parsed.data;
  const orderIds = [...(orders_to_redact ?? []), ...(orders_requested ?? [])];
  return { kind: 'privacy', subject: { customerId: customer?.id ?? null, orderIds } };
};

/** Every topic that the product takes; shopify.app.toml subscribes to these and no others. */
const READERS: Readonly<Record<string, Reader>> = {
  'orders/create': readOrder,
  'orders/updated': readOrder,
  'orders/paid': readOrder,
  'orders/cancelled': readOrder,
  'orders/fulfilled': readOrder,
  'orders/edited': readEdit,
  'orders/delete': () => ({ kind: 'ignore', note: 'a deleted order keeps what was decided about it' }),
  'refunds/create': readRefund,
  'products/create': readProduct(false),
  'products/update': readProduct(false),
  'products/delete': readProduct(true),
  'app/uninstalled': () => ({ kind: 'uninstalled' }),
  'app/scopes_update': readScopes,
  'customers/data_request': readPrivacy,
  'customers/redact': readPrivacy,
  'shop/redact': readPrivacy,
};

/** The topics that are taken. */
export const TOPICS: readonly string[] = Object.keys(READERS);

/** What a delivery asks for; whatever cannot be read is a note, never an exception. */
export function readDelivery(delivery: Claimed): Work {
  const reader = READERS[delivery.topic];
  if (!reader) return { kind: 'ignore', note: 'unknown topic' };
  if (delivery.shopId === null) return { kind: 'park', note: 'unknown shop' };
  const triggeredAt = delivery.triggeredAt ?? delivery.receivedAt;
  return reader(delivery.body.toString('utf8'), { shopId: delivery.shopId, triggeredAt });
}
