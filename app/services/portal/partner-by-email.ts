import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { SEES_PORTAL, type PartnerStatus } from '#app/domain/partners/partner-status.ts';

const MAY_ASK: readonly PartnerStatus[] = [...SEES_PORTAL, 'invited'];

/** The partner with this blind index of an address who may sign in, or accept an invitation by it. */
export async function findPartnerByEmailIndex(tx: Tx, index: Buffer): Promise<number | null> {
  const row = await tx.find(
    z.object({ number: z.int() }),
    sql`select number from partner
         where network_id = ${tx.networkId} and email_index = ${index} and status = any(${MAY_ASK}::text[])`,
  );
  return row?.number ?? null;
}
