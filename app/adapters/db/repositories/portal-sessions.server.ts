import { z } from 'zod';
import { PARTNER_STATUSES } from '#app/domain/partners/partner-status.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

const signedInSchema = z.object({
  number: z.int(),
  status: z.enum(PARTNER_STATUSES),
  firstName: z.string(),
  lastName: z.string(),
  language: z.string(),
});

/** The partner behind a session that is still good. */
export type SignedIn = z.infer<typeof signedInSchema>;

export async function insertPortalSession(
  tx: Tx,
  session: { hash: Buffer; number: number; createdAt: Date; expiresAt: Date; device: string },
): Promise<void> {
  await tx.run(
    sql`insert into portal_session (network_id, token_hash, number, created_at, expires_at, device)
        values (${tx.networkId}, ${session.hash}, ${session.number}, ${session.createdAt}, ${session.expiresAt},
                ${session.device})`,
  );
}

export function findSignedIn(tx: Tx, hash: Buffer, now: Date): Promise<SignedIn | null> {
  return tx.find(
    signedInSchema,
    sql`select p.number, p.status, p.first_name as "firstName", p.last_name as "lastName", p.language
          from portal_session s
          join partner p on p.network_id = ${tx.networkId} and p.number = s.number
         where s.network_id = ${tx.networkId} and s.token_hash = ${hash} and s.ended_at is null and s.expires_at > ${now}`,
  );
}

export async function endPortalSession(tx: Tx, hash: Buffer, now: Date): Promise<void> {
  await tx.run(
    sql`update portal_session set ended_at = ${now}
         where network_id = ${tx.networkId} and token_hash = ${hash} and ended_at is null`,
  );
}

/** Ends every session of a partner; how many there were. */
export function endPortalSessionsOf(tx: Tx, number: number, now: Date): Promise<number> {
  return tx.run(
    sql`update portal_session set ended_at = ${now}
         where network_id = ${tx.networkId} and number = ${number} and ended_at is null and expires_at > ${now}`,
  );
}

const deviceSchema = z.object({ device: z.string(), since: z.date(), isThis: z.boolean() });

/** A signed-in device, as its owner sees it. */
export type Device = z.infer<typeof deviceSchema>;

/** The devices that are signed in, newest first; `hash` says which one asks. */
export function devicesOf(
  tx: Tx,
  { number, hash, now }: { number: number; hash: Buffer; now: Date },
): Promise<Device[]> {
  return tx.all(
    deviceSchema,
    sql`select device, created_at as since, token_hash = ${hash} as "isThis" from portal_session
         where network_id = ${tx.networkId} and number = ${number} and ended_at is null and expires_at > ${now}
         order by created_at desc, token_hash`,
  );
}

export function deletePortalSessions(tx: Tx, before: Date): Promise<number> {
  return tx.run(sql`delete from portal_session where network_id = ${tx.networkId} and expires_at < ${before}`);
}
