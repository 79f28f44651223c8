import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/** Who did what. Personal data by reference only (`partner:1001`): names and addresses stay in their own tables. */
export interface AuditEntry {
  /** Given where a form may be sent twice: the second event of the same id is not written. */
  readonly id?: string;
  readonly at: Date;
  readonly actor: string;
  /** Noun and verb, e.g. `partner.suspended`. */
  readonly action: string;
  readonly subject: string;
  readonly before?: Record<string, unknown>;
  readonly after?: Record<string, unknown>;
  readonly reason?: string;
}

/** Writes an event; false if one of the same id was there already. */
export async function appendAudit(tx: Tx, entry: AuditEntry): Promise<boolean> {
  const inserted = await tx.run(
    sql`insert into audit_event (network_id, id, at, actor, action, subject, before, after, reason)
        values (${tx.networkId}, ${entry.id ?? uuidv7()}, ${entry.at}, ${entry.actor}, ${entry.action}, ${entry.subject},
                ${entry.before ? JSON.stringify(entry.before) : null}, ${entry.after ? JSON.stringify(entry.after) : null},
                ${entry.reason ?? null})
        on conflict do nothing`,
  );
  return inserted === 1;
}

const eventSchema = z.object({ action: z.string(), subject: z.string() });

/** What an event of this id says; null if there is none. */
export function findAudit(tx: Tx, id: string): Promise<z.infer<typeof eventSchema> | null> {
  return tx.find(
    eventSchema,
    sql`select action, subject from audit_event where network_id = ${tx.networkId} and id = ${id}`,
  );
}
