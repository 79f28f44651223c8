import { z } from 'zod';
import { EVIDENCE_KIND_NAMES } from '#app/domain/attribution/evidence.ts';

export const ORDER_VIEWS = ['all', 'with-partner', 'without-partner', 'to-check', 'refunded'] as const;
export type OrderView = (typeof ORDER_VIEWS)[number];

export const ORDER_SORTS = ['newest', 'oldest', 'highest', 'lowest'] as const;
export type OrderSort = (typeof ORDER_SORTS)[number];

/** What can have decided: a kind of evidence, that a partner bought, or nothing. */
export const DECIDED_BY = [...EVIDENCE_KIND_NAMES, 'own_order', 'nobody'] as const;

/** Where orders come from, as Shopify names it; everything else is `other`. */
export const CHANNELS = ['web', 'pos', 'shopify_draft_order'] as const;

const number = z.coerce.number().int().min(1).max(2_147_483_647).nullable().catch(null);
const day = z.iso.date().nullable().catch(null);
/** Decimal as people type it, `12.50` or `12,5`; the currency is known later. */
const amount = z
  .string()
  .trim()
  .regex(/^\d{1,12}([.,]\d{1,4})?$/)
  .transform((text) => text.replace(',', '.'))
  .nullable()
  .catch(null);

const filtersSchema = z.object({
  view: z.enum(ORDER_VIEWS).catch('all'),
  /** A period's number: orders whose volume counts there, with what of it counts there. */
  period: number,
  channel: z
    .enum([...CHANNELS, 'other'])
    .nullable()
    .catch(null),
  by: z.enum(DECIDED_BY).nullable().catch(null),
  partner: number,
  /** Days in the network's time zone, both inside. */
  from: day,
  to: day,
  /** Bounds of the base, both inside. */
  min: amount,
  max: amount,
  /** The beginning of an order's name, with or without its sign. */
  q: z.string().trim().min(1).max(50).nullable().catch(null),
  sort: z.enum(ORDER_SORTS).catch('newest'),
});

/** What the list is narrowed to; it stands in the page's address, and null is "all". */
export type OrderFilters = z.infer<typeof filtersSchema>;

/** The filters of an address; whatever is no filter counts as none, so an old link still opens. */
export function orderFilters(params: URLSearchParams): OrderFilters {
  const keys = Object.keys(filtersSchema.shape);
  return filtersSchema.parse(Object.fromEntries(keys.map((key) => [key, params.get(key)])));
}

/** What the database's own integers hold. */
const BIGINT_MAX = 9_223_372_036_854_775_807n;
const orderIdText = z.string().refine((text) => /^\d{1,19}$/.test(text) && BigInt(text) <= BIGINT_MAX);

const cursorSchema = z.object({
  key: z.union([z.iso.datetime(), z.string().regex(/^-?\d{1,18}$/)]),
  shopId: z.coerce.number().int().min(0).max(2_147_483_647),
  orderId: orderIdText,
});

/** The last row of the page before: its place in the list's order. */
export type OrderCursor = z.infer<typeof cursorSchema>;

const SEPARATOR = '_';

export const cursorText = ({ key, shopId, orderId }: OrderCursor): string => [key, shopId, orderId].join(SEPARATOR);

/** Null for the first page, and for a text that is no cursor of this order. */
export function parseCursor(text: string | null, sort: OrderSort): OrderCursor | null {
  const [key, shopId, orderId] = (text ?? '').split(SEPARATOR);
  const cursor = cursorSchema.safeParse({ key, shopId, orderId }).data ?? null;
  const isByDate = sort === 'newest' || sort === 'oldest';
  return cursor && cursor.key.endsWith('Z') === isByDate ? cursor : null;
}

/** An order as a part of an address: `3-5678901234`. */
export const orderAddressPart = ({ shopId, orderId }: { shopId: number; orderId: bigint | string }): string =>
  `${shopId}-${orderId}`;

const keySchema = z.object({ shopId: z.coerce.number().int().min(1).max(2_147_483_647), orderId: orderIdText });

/** Null for anything that is no order's address. */
export function orderKeyOfAddress(text: string | undefined): { shopId: number; orderId: bigint } | null {
  const [shopId, orderId, ...rest] = (text ?? '').split('-');
  const key = keySchema.safeParse({ shopId, orderId }).data;
  return key && rest.length === 0 ? { shopId: key.shopId, orderId: BigInt(key.orderId) } : null;
}
