import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { dayIn } from '#app/adapters/time/calendar-days.ts';

const payoutSchema = z.object({
  kind: z.enum(['payout', 'payout_return']),
  at: z.date(),
  amountMinor: z.bigint().transform(String),
});

/** Money that left for a partner, or came back; the year is the network's. */
export interface PortalPayout {
  readonly kind: 'payout' | 'payout_return';
  readonly at: string;
  readonly year: number;
  readonly amountMinor: string;
}

interface PayoutsVisit {
  readonly networkId: NetworkId;
  readonly number: number;
  readonly timeZone: string;
}

/** Every payout of a partner, newest first; their sum is the balance of what was paid. */
export function portalPayouts({ networkId, number, timeZone }: PayoutsVisit): Promise<PortalPayout[]> {
  return inTransaction(networkId, async (tx) => {
    const rows = await tx.all(
      payoutSchema,
      sql`select p.kind, p.posted_at as at, e.amount_minor as "amountMinor" from ledger_entry e
            join ledger_posting p on p.network_id = ${tx.networkId} and p.id = e.posting_id
           where e.network_id = ${tx.networkId} and e.partner = ${number} and e.account = 'paid'
           order by p.posted_at desc, p.id desc`,
    );
    return rows.map(({ at, ...payout }) => ({
      ...payout,
      at: at.toISOString(),
      year: Number(dayIn(timeZone, at).slice(0, 4)),
    }));
  });
}
