import { z } from 'zod';
import { orderKeyText } from '#app/adapters/db/repositories/orders.server.ts';
import { NOTHING, sql, type Sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { findFiguresRun, type FiguresRun } from '#app/queries/figures-run.ts';
import { ordersBeingCalculated } from '#app/queries/orders/order-basis.ts';
import {
  conditionOf,
  costOf,
  isEveryOrder,
  listBasis,
  ordersOf,
  type ListBasis,
} from '#app/queries/orders/order-conditions.ts';
import {
  cursorText,
  DECIDED_BY,
  type OrderCursor,
  type OrderFilters,
  type OrderSort,
} from '#app/queries/orders/order-filters.ts';
import { periodChoices, type PeriodChoice } from '#app/queries/periods/period-choices.ts';

export const ORDERS_PAGE = 50;

const PPM_ONE = 1_000_000n;
const amount = z.bigint().transform(String);
const iso = z.date().transform((at) => at.toISOString());

const rowSchema = z
  .object({
    shopId: z.int(),
    orderId: z.bigint().transform(String),
    name: z.string(),
    orderedAt: iso,
    partner: z.int().nullable(),
    partnerName: z.string().nullable(),
    decidedBy: z.enum(DECIDED_BY).nullable(),
    channel: z.string().nullable(),
    isTest: z.boolean(),
    isPaid: z.boolean(),
    isCancelled: z.boolean(),
    refunds: z.int(),
    problem: z.enum(['no-rate', 'no-paid-instant']).nullable(),
    baseMinor: amount,
    costMinor: amount,
  })
  .transform((row) => ({ ...row, costPpm: sharePpm(row.costMinor, row.baseMinor) }));

/** A line of the list; amounts are minor units of the network's currency as text. */
export type OrderRow = z.infer<typeof rowSchema> & {
  /** What it costs is not known yet: the preview has still to read the order. */
  readonly isBeingCalculated: boolean;
};

/** Cost as a share of the base, cut off; null where nothing counts. */
export function sharePpm(costMinor: string, baseMinor: string): number | null {
  const base = BigInt(baseMinor);
  return base > 0n ? Number((BigInt(costMinor) * PPM_ONE) / base) : null;
}

export interface OrderListRequest {
  readonly networkId: NetworkId;
  readonly now: Date;
  readonly filters: OrderFilters;
}

export interface OrderList {
  readonly rows: readonly OrderRow[];
  readonly currency: string;
  readonly periods: readonly PeriodChoice[];
  /** The run behind the estimates; null before the first. */
  readonly run: FiguresRun | null;
  readonly next: string | null;
}

/** One page of orders with what they cost. */
export function orderList(request: OrderListRequest & { cursor: OrderCursor | null }): Promise<OrderList> {
  return inTransaction(request.networkId, async (tx) => {
    const basis = await listBasis(tx, request.filters);
    const { rows, next } = await orderBatch(tx, { ...request, basis, size: ORDERS_PAGE });
    return {
      rows,
      currency: basis.currency,
      periods: await periodChoices(tx, request.now),
      run: await findFiguresRun(tx, request.now),
      next: next && cursorText(next),
    };
  });
}

interface BatchRequest {
  readonly filters: OrderFilters;
  readonly cursor: OrderCursor | null;
  readonly basis: ListBasis;
  readonly size: number;
}

/** Orders after a cursor, and where the next ones begin; null at the end. */
export async function orderBatch(
  tx: Tx,
  request: BatchRequest,
): Promise<{ rows: OrderRow[]; next: OrderCursor | null }> {
  const found = await tx.all(rowSchema, pageOf(tx, request));
  const rows = await withProgress(tx, found.slice(0, request.size));
  const last = rows.at(-1);
  const isByDate = request.filters.sort === 'newest' || request.filters.sort === 'oldest';
  return {
    rows,
    next:
      found.length > request.size && last
        ? { key: isByDate ? last.orderedAt : last.baseMinor, shopId: last.shopId, orderId: last.orderId }
        : null,
  };
}

/** Only orders that cost nothing so far are asked after, and none of nobody's: the rest has its rows, or gets none. */
async function withProgress(tx: Tx, rows: readonly z.infer<typeof rowSchema>[]): Promise<OrderRow[]> {
  const keyOf = ({ shopId, orderId }: (typeof rows)[number]) => ({ shopId, orderId: BigInt(orderId) });
  const unknown = rows.filter(
    ({ costMinor, decidedBy, isTest }) => costMinor === '0' && decidedBy !== 'nobody' && !isTest,
  );
  const pending = await ordersBeingCalculated(tx, unknown.map(keyOf));
  return rows.map((row) => ({
    ...row,
    isBeingCalculated: row.costMinor === '0' && pending.has(orderKeyText(keyOf(row))),
  }));
}

const SORTS: Readonly<Record<OrderSort, { column: 'date' | 'base'; isDown: boolean }>> = {
  newest: { column: 'date', isDown: true },
  oldest: { column: 'date', isDown: false },
  highest: { column: 'base', isDown: true },
  lowest: { column: 'base', isDown: false },
};

/** First the keys of the page, from an index alone; then what is shown of them. */
function pageOf(tx: Tx, request: BatchRequest): Sql {
  const { filters, basis } = request;
  const direction = SORTS[filters.sort].isDown ? sql`desc` : sql`asc`;
  return sql`
    select o.shop_id as "shopId", o.order_id as "orderId", o.name, o.ordered_at as "orderedAt", o.partner,
           n.first_name || ' ' || n.last_name as "partnerName", o.decided_by as "decidedBy", o.channel, o.test as "isTest",
           o.paid_at is not null as "isPaid", o.cancelled_at is not null as "isCancelled", o.refund_count as refunds,
           o.problem, page.base_minor as "baseMinor", ${costOf(tx, basis)} as "costMinor"
      from (${keysOf(tx, request)}) page
      join shop_order o on o.network_id = ${tx.networkId} and o.shop_id = page.shop_id and o.order_id = page.order_id
      left join partner n on n.network_id = ${tx.networkId} and n.number = o.partner
     order by page.key ${direction}, page.shop_id ${direction}, page.order_id ${direction}`;
}

/** Order, sort key and base of one row more than the page has. */
function keysOf(tx: Tx, { filters, cursor, basis, size }: BatchRequest): Sql {
  const { column, isDown } = SORTS[filters.sort];
  const direction = isDown ? sql`desc` : sql`asc`;
  const keyOf = (source: { date: Sql; base: Sql }) => (column === 'date' ? source.date : source.base);
  const after = (key: Sql, of: Sql) =>
    cursor
      ? sql`and (${key}, ${of}.shop_id, ${of}.order_id) ${isDown ? sql`<` : sql`>`}
              (${column === 'date' ? sql`${cursor.key}::timestamptz` : sql`${cursor.key}::bigint`}, ${cursor.shopId}::int, ${cursor.orderId}::bigint)`
      : NOTHING;
  const page = sql`order by key ${direction}, shop_id ${direction}, order_id ${direction} limit ${size + 1}`;
  if (basis.period && isEveryOrder(filters)) {
    const key = keyOf({ date: sql`c.ordered_at`, base: sql`c.base_minor` });
    return sql`select c.shop_id, c.order_id, ${key} as key, c.base_minor from counted_order c
                where c.network_id = ${tx.networkId} and c.period_id = ${basis.period.id}::int ${after(key, sql`c`)} ${page}`;
  }
  const source = ordersOf(tx, basis);
  const of = basis.period ? sql`c` : sql`o`;
  return sql`select ${of}.shop_id, ${of}.order_id, ${keyOf(source)} as key, ${source.base} as base_minor from ${source.from}
              where ${conditionOf(tx, filters, basis)} ${after(keyOf(source), of)} ${page}`;
}
