import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

const loginTokenSchema = z.object({ number: z.int(), expiresAt: z.date(), usedAt: z.date().nullable() });

/** A mailed link as it is kept: whose, until when, and when it was used. The link itself is nowhere. */
export type LoginToken = z.infer<typeof loginTokenSchema>;

export async function insertLoginToken(
  tx: Tx,
  token: { hash: Buffer; number: number; expiresAt: Date },
): Promise<void> {
  await tx.run(
    sql`insert into login_token (network_id, token_hash, number, expires_at)
        values (${tx.networkId}, ${token.hash}, ${token.number}, ${token.expiresAt})`,
  );
}

export function findLoginToken(tx: Tx, hash: Buffer): Promise<LoginToken | null> {
  return tx.find(
    loginTokenSchema,
    sql`select number, expires_at as "expiresAt", used_at as "usedAt" from login_token
        where network_id = ${tx.networkId} and token_hash = ${hash}`,
  );
}

/** Uses a link up: its partner's number, once; null where it was used, has expired or never was. */
export async function consumeLoginToken(tx: Tx, hash: Buffer, now: Date): Promise<number | null> {
  const row = await tx.find(
    loginTokenSchema.pick({ number: true }),
    sql`update login_token set used_at = ${now}
         where network_id = ${tx.networkId} and token_hash = ${hash} and used_at is null and expires_at > ${now}
        returning number`,
  );
  return row?.number ?? null;
}

/** Links that expired before `before` are of no use to anybody, not even to say that they expired. */
export function deleteLoginTokens(tx: Tx, before: Date): Promise<number> {
  return tx.run(sql`delete from login_token where network_id = ${tx.networkId} and expires_at < ${before}`);
}
