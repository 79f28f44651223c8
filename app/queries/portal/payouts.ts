import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';

const payoutSchema = z.object({
  kind: z.enum(['payout', 'payout_return']),
  at: z.date().transform((at) => at.toISOString()),
  amountMinor: z.bigint().transform(String),
});

/** Money that left for a partner, or came back. */
export type PortalPayout = z.infer<typeof payoutSchema>;

/** Every payout of a partner, newest first; their sum is the balance of what was paid. */
export function portalPayouts({
  networkId,
  number,
}: {
  networkId: NetworkId;
  number: number;
}): Promise<PortalPayout[]> {
  return inTransaction(networkId, (tx) =>
    tx.all(
      payoutSchema,
      sql`select p.kind, p.posted_at as at, e.amount_minor as "amountMinor" from ledger_entry e
            join ledger_posting p on p.network_id = ${tx.networkId} and p.id = e.posting_id
           where e.network_id = ${tx.networkId} and e.partner = ${number} and e.account = 'paid'
           order by p.posted_at desc, p.id desc`,
    ),
  );
}
