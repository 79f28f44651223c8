import { z } from 'zod';
import type { OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/** The partners whose link or code was seen on an order, by its newest receipt. */
export async function candidatesOf(tx: Tx, { shopId, orderId }: OrderKey): Promise<number[]> {
  const row = await tx.find(
    z.object({ receipt: z.object({ candidates: z.array(z.object({ partner: z.int().nullable() })) }) }),
    sql`select receipt from attribution
         where network_id = ${tx.networkId} and shop_id = ${shopId} and order_id = ${orderId}
         order by recorded_seq desc limit 1`,
  );
  return row?.receipt.candidates.flatMap(({ partner }) => partner ?? []) ?? [];
}
