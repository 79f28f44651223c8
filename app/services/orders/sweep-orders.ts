import { z } from 'zod';
import { enqueue } from '#app/adapters/db/queue.server.ts';
import { findOrders, orderKeyText } from '#app/adapters/db/repositories/orders.server.ts';
import { findShop, type Shop } from '#app/adapters/db/repositories/shops.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inCommonTransaction, inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { askAdmin } from '#app/adapters/shopify/admin-client.server.ts';
import { gidSchema } from '#app/domain/orders/fields.ts';
import { parseOrderNode } from '#app/domain/orders/parse-order-node.ts';
import { applyOrders } from '#app/services/orders/apply-orders.ts';
import { askForWaitingProducts } from '#app/services/orders/freeze-lines.ts';
import type { OrderNews } from '#app/services/orders/order-news.ts';

/** import: the 60 days that Shopify hands over; hourly: what changed since the last sweep; nightly: a wide second look. */
export const SWEEPS = ['import', 'hourly', 'nightly'] as const;
export type Sweep = (typeof SWEEPS)[number];

const DAY_MS = 86_400_000;
const IMPORT_DAYS = 60;
const NIGHTLY_DAYS = 3;
/** Shopify's index may lag behind its orders. */
const OVERLAP_MS = 10 * 60_000;

const answerSchema = z.object({
  orders: z.object({
    nodes: z.array(z.unknown()),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
});
type Page = z.infer<typeof answerSchema>['orders'];
/** All that is read of an order that cannot be read as a whole: it is asked for alone. */
const nodeIdSchema = z.object({ id: gidSchema });

const progressSchema = z.object({ cursorAt: z.date().nullable(), after: z.string().nullable(), startedAt: z.date() });
type Progress = z.infer<typeof progressSchema>;

interface SweepOrders {
  domain: string;
  sweep: Sweep;
  now: Date;
}

function sinceOf(sweep: Sweep, cursorAt: Date | null, now: Date): Date {
  if (sweep === 'import') return new Date(now.getTime() - IMPORT_DAYS * DAY_MS);
  if (sweep === 'nightly') return new Date(now.getTime() - NIGHTLY_DAYS * DAY_MS);
  return new Date((cursorAt ?? new Date(now.getTime() - DAY_MS)).getTime() - OVERLAP_MS);
}

/** Takes up a sweep where it was left, or begins one. */
async function begin(tx: Tx, shopId: number, { sweep, now }: SweepOrders): Promise<Progress> {
  return tx.one(
    progressSchema,
    sql`insert into reconcile as r (network_id, shop_id, kind, started_at) values (${tx.networkId}, ${shopId}, ${sweep}, ${now})
        on conflict (network_id, shop_id, kind) do update
          set started_at = case when r.finished_at is null then r.started_at else excluded.started_at end,
              after = case when r.finished_at is null then r.after end,
              seen = case when r.finished_at is null then r.seen else 0 end,
              found = case when r.finished_at is null then r.found else 0 end, finished_at = null
          where r.network_id = ${tx.networkId}
        returning cursor_at as "cursorAt", after, started_at as "startedAt"`,
  );
}

/** Which of a page's orders are new to us, or newer than what we were told. */
async function applyPage(tx: Tx, shop: Shop, page: Page, now: Date): Promise<number> {
  const news: OrderNews[] = [];
  for (const node of page.nodes) {
    const parsed = parseOrderNode(node);
    if (parsed.ok) news.push({ kind: 'state', shopId: shop.id, triggeredAt: now, facts: parsed.facts });
    else {
      const { id } = nodeIdSchema.parse(node);
      const payload = { networkId: tx.networkId, shopId: shop.id, orderId: id.toString() };
      await enqueue(tx, { task: 'fetch-order', payload, key: `fetch-order:${tx.networkId}:${shop.id}:${id}` });
    }
  }
  const keys = news.flatMap((each) =>
    each.kind === 'state' ? [{ shopId: shop.id, orderId: each.facts.orderId }] : [],
  );
  const known = new Map(
    (await findOrders(tx, keys)).map((order) => [
      orderKeyText({ shopId: shop.id, orderId: order.facts.orderId }),
      order.facts,
    ]),
  );
  const missed = news.filter((each) => {
    if (each.kind !== 'state') return false;
    const before = known.get(orderKeyText({ shopId: shop.id, orderId: each.facts.orderId }));
    return !before || before.updatedAt < each.facts.updatedAt || before.payment.kind === 'needs-transactions';
  });
  if (missed.length > 0) await applyOrders(tx, missed, now);
  return missed.length;
}

async function saveProgress(tx: Tx, shopId: number, sweep: Sweep, page: Page, found: number, now: Date): Promise<void> {
  const { hasNextPage, endCursor } = page.pageInfo;
  await tx.run(
    sql`update reconcile set after = ${hasNextPage ? endCursor : null}, seen = seen + ${page.nodes.length},
               found = found + ${found}, finished_at = ${hasNextPage ? null : now}::timestamptz,
               cursor_at = case when ${hasNextPage} then cursor_at else started_at end
         where network_id = ${tx.networkId} and shop_id = ${shopId} and kind = ${sweep}`,
  );
}

/**
 * Reads orders from Shopify page by page and applies what no webhook told (design 5). Progress is kept after each page,
 * so that a crash or Shopify's "later" costs one page. Nothing happens for a shop without a network.
 * @throws RetryLater, AccessLostError as the Admin client does
 */
export async function sweepOrders(request: SweepOrders): Promise<void> {
  const { domain, sweep, now } = request;
  const shop = await inCommonTransaction((connection) => findShop(connection, domain));
  const networkId: NetworkId | null = shop?.networkId ?? null;
  if (!shop || networkId === null) return;
  const progress = await inTransaction(networkId, async (tx) => {
    await askForWaitingProducts(tx, shop.id);
    return begin(tx, shop.id, request);
  });
  const since = sinceOf(sweep, progress.cursorAt, progress.startedAt);
  let after = progress.after;
  for (;;) {
    const variables = { query: `updated_at:>='${since.toISOString()}'`, after };
    const { orders } = await askAdmin({
      domain,
      document: 'order',
      operationName: 'OrdersUpdatedSince',
      variables,
      answer: answerSchema,
      now,
    });
    await inTransaction(networkId, async (tx) => {
      const found = await applyPage(tx, shop, orders, now);
      await saveProgress(tx, shop.id, sweep, orders, found, now);
    });
    if (!orders.pageInfo.hasNextPage) return;
    after = orders.pageInfo.endCursor;
  }
}

/** Orders a sweep of every shop that has the app and a network. */
export async function orderSweeps(sweep: Sweep): Promise<void> {
  await inCommonTransaction(async (connection) => {
    const shops = await connection.all(
      z.object({ domain: z.string() }),
      sql`select domain from shop where uninstalled_at is null and network_id is not null and access_lost_at is null order by id`,
    );
    for (const { domain } of shops) {
      await enqueue(connection, {
        task: 'sweep-orders',
        payload: { domain, sweep },
        key: `sweep-orders:${sweep}:${domain}`,
      });
    }
  });
}
