import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { homeFigures, type HomeFigures } from '#app/queries/home/figures.ts';
import { health, type Health } from '#app/queries/home/health.ts';
import { toDo, type ToDo } from '#app/queries/home/to-do.ts';

/** How far set-up is; what Shopify alone knows (the embed) is asked in the browser. */
export interface Guide {
  readonly isDismissed: boolean;
  readonly hasPartner: boolean;
  /** An order that found its partner. */
  readonly hasOrder: boolean;
  /** The first import: orders read so far, and whether it is through. */
  readonly imported: { readonly seen: number; readonly isDone: boolean } | null;
}

export interface HomePage {
  readonly now: string;
  readonly currency: string;
  readonly guide: Guide;
  readonly figures: HomeFigures | null;
  readonly toDo: readonly ToDo[];
  readonly health: Health;
}

/** What Home says at once: is it running, what needs me, what does the network cost this period? */
export function homePage(networkId: NetworkId, now: Date): Promise<HomePage> {
  return inTransaction(networkId, async (tx) => {
    const { currency } = await tx.one(
      z.object({ currency: z.string() }),
      sql`select currency from network where id = ${networkId}`,
    );
    return {
      now: now.toISOString(),
      currency,
      guide: await guideOf(tx),
      figures: await homeFigures(tx, now),
      toDo: await toDo(tx, now),
      health: await health(tx, now),
    };
  });
}

const guideSchema = z.object({
  isDismissed: z.boolean(),
  hasPartner: z.boolean(),
  hasOrder: z.boolean(),
  seen: z.int().nullable(),
  isDone: z.boolean(),
});

async function guideOf(tx: Tx): Promise<Guide> {
  const { isDismissed, hasPartner, hasOrder, seen, isDone } = await tx.one(
    guideSchema,
    sql`select coalesce((select (value ->> 'isDismissed')::boolean from setting
                          where network_id = ${tx.networkId} and key = 'guide' order by version desc limit 1), false)
                 as "isDismissed",
               exists (select from partner where network_id = ${tx.networkId} and number > 0) as "hasPartner",
               exists (select from shop_order where network_id = ${tx.networkId} and partner is not null) as "hasOrder",
               (select sum(seen)::int from reconcile where network_id = ${tx.networkId} and kind = 'import') as seen,
               (select coalesce(bool_and(finished_at is not null), false) from reconcile
                 where network_id = ${tx.networkId} and kind = 'import') as "isDone"`,
  );
  return { isDismissed, hasPartner, hasOrder, imported: seen === null ? null : { seen, isDone } };
}
