import { z } from 'zod';
import { shopsOfNetwork } from '#app/adapters/db/repositories/shops.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { readCommon, inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';

/** A partner's link into one shop by one code. */
export interface ShareLink {
  readonly code: string;
  readonly shop: string;
  readonly url: string;
}

export interface SharePage {
  readonly codes: readonly string[];
  readonly links: readonly ShareLink[];
}

/** The codes that count now, newest first, and the links they make: none of somebody who left. */
export async function sharePage({ networkId, number }: { networkId: NetworkId; number: number }): Promise<SharePage> {
  const shops = await readCommon((connection) => shopsOfNetwork(connection, networkId));
  const rows = await inTransaction(networkId, (tx) =>
    tx.all(
      z.object({ code: z.string() }),
      sql`select c.code from partner_code c
            join partner p on p.network_id = ${tx.networkId} and p.number = c.number and p.status = 'active'
           where c.network_id = ${tx.networkId} and c.number = ${number} and c.ended_at is null
           order by c.valid_from desc, c.folded`,
    ),
  );
  const codes = rows.map((row) => row.code);
  const open = shops.filter((shop) => shop.uninstalledAt === null);
  const links = open.flatMap((shop) =>
    codes.map((code) => ({ code, shop: shop.name, url: linkOf(shop.storefrontUrl, code) })),
  );
  return { codes, links };
}

function linkOf(storefrontUrl: string, code: string): string {
  const url = new URL('/', storefrontUrl);
  url.searchParams.set('ref', code);
  return url.toString();
}
