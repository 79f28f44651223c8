import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { listBasis } from '#app/queries/orders/order-conditions.ts';
import type { OrderCursor } from '#app/queries/orders/order-filters.ts';
import { orderBatch, type OrderListRequest, type OrderRow } from '#app/queries/orders/order-list.ts';

const BATCH = 500;

/** Currency and time zone of an export's amounts and days. */
export function exportBasis({ networkId, filters }: OrderListRequest): Promise<{ currency: string; timeZone: string }> {
  return inTransaction(networkId, (tx) => listBasis(tx, filters));
}

interface Batch {
  readonly rows: OrderRow[];
  readonly next: OrderCursor | null;
}

/** Exactly the filtered orders, batch by batch: no export is held in memory. */
export async function* exportOrders(request: OrderListRequest): AsyncGenerator<OrderRow[]> {
  let batch: Batch = await batchAfter(request, null);
  yield batch.rows;
  while (batch.next !== null) {
    batch = await batchAfter(request, batch.next);
    yield batch.rows;
  }
}

function batchAfter({ networkId, filters }: OrderListRequest, cursor: OrderCursor | null): Promise<Batch> {
  return inTransaction(networkId, async (tx) =>
    orderBatch(tx, { filters, cursor, basis: await listBasis(tx, filters), size: BATCH }),
  );
}
