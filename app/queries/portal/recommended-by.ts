import { z } from 'zod';
import { findShop } from '#app/adapters/db/repositories/shops.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { readCommon, inTransaction } from '#app/adapters/db/transaction.server.ts';
import { foldCode } from '#app/domain/attribution/codes.ts';

/**
 * The first name behind a code at a shop: of an active partner of that shop's network, by a code that has not ended.
 * Null for everything else, without saying which. First names only: the shop's pages are public.
 */
export async function recommendedBy(shopDomain: string, code: string): Promise<string | null> {
  const shop = await readCommon((connection) => findShop(connection, shopDomain));
  if (!shop?.networkId) return null;
  const row = await inTransaction(shop.networkId, (tx) =>
    tx.find(
      z.object({ firstName: z.string() }),
      sql`select p.first_name as "firstName" from partner_code c
            join partner p on p.network_id = ${tx.networkId} and p.number = c.number
           where c.network_id = ${tx.networkId} and c.folded = ${foldCode(code)} and c.ended_at is null
             and p.status = 'active'`,
    ),
  );
  return row?.firstName ?? null;
}
