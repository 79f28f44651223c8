import { inCommonTransaction } from '#app/adapters/db/transaction.server.ts';
import { sql } from '#app/adapters/db/sql.ts';

/** Partitions for the coming days; those of 30 days ago go, after what is parked in them was moved on. */
export async function maintainInbox(now: Date): Promise<void> {
  await inCommonTransaction((connection) =>
    connection.run(sql`select maintain_inbox((${now}::timestamptz at time zone 'UTC')::date)`),
  );
}
