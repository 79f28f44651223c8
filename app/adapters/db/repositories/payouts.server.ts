import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { minor } from '#app/domain/money/minor.ts';

const amount = z.bigint().transform(minor);

const candidateSchema = z.object({ partner: z.int(), availableMinor: amount, openBatchMinor: amount });

/** Partners who have something available, and what of it lies in batches that are not settled. */
export function payoutCandidates(tx: Tx): Promise<z.infer<typeof candidateSchema>[]> {
  return tx.all(
    candidateSchema,
    sql`select b.partner, b.amount as "availableMinor", coalesce(o.amount, 0)::bigint as "openBatchMinor"
          from (select partner, sum(amount_minor)::bigint as amount from ledger_entry
                 where network_id = ${tx.networkId} and account = 'available' and partner <> 0
                 group by partner having sum(amount_minor) > 0) b
          left join (select p.number, sum(p.amount_minor)::bigint as amount from payout p
                       join payout_batch k on k.network_id = ${tx.networkId} and k.id = p.batch_id
                      where p.network_id = ${tx.networkId} and k.state in ('draft', 'exported')
                      group by p.number) o on o.number = b.partner
         order by b.partner`,
  );
}

export const batchStateSchema = z.enum(['draft', 'exported', 'paid', 'cancelled']);

const batchSchema = z.object({
  id: z.int(),
  state: batchStateSchema,
  totalMinor: amount,
  partners: z.int(),
  throughSeq: z.bigint(),
  fileHash: z.string().nullable(),
});
export type PayoutBatch = z.infer<typeof batchSchema>;

/** A batch, held against other hands until the transaction ends; null where the network has none of this number. */
export function holdBatch(tx: Tx, id: number): Promise<PayoutBatch | null> {
  return tx.find(
    batchSchema,
    sql`select id, state, total_minor as "totalMinor", partners, through_seq as "throughSeq", file_hash as "fileHash"
          from payout_batch where network_id = ${tx.networkId} and id = ${id} for update`,
  );
}

export interface NewBatch {
  readonly id: number;
  readonly lines: readonly { readonly partner: number; readonly amountMinor: bigint }[];
  readonly throughSeq: bigint;
  readonly now: Date;
  readonly actor: string;
}

/** Writes a batch in state draft with its lines. */
export async function insertBatch(tx: Tx, { id, lines, throughSeq, now, actor }: NewBatch): Promise<void> {
  const totalMinor = lines.reduce((total, line) => total + line.amountMinor, 0n);
  await tx.run(
    sql`insert into payout_batch (network_id, id, state, total_minor, partners, through_seq, created_at, created_by)
        values (${tx.networkId}, ${id}, 'draft', ${totalMinor}, ${lines.length}, ${throughSeq}, ${now}, ${actor})`,
  );
  await tx.run(
    sql`insert into payout (network_id, batch_id, number, amount_minor)
        select ${tx.networkId}, ${id}, number, amount
          from unnest(${lines.map(({ partner }) => partner)}::int[], ${lines.map((line) => line.amountMinor)}::bigint[])
                 as line (number, amount)`,
  );
}

const lineSchema = z.object({
  partner: z.int(),
  amountMinor: amount,
  firstName: z.string(),
  lastName: z.string(),
  externalNumber: z.string().nullable(),
});
export type PayoutLineRow = z.infer<typeof lineSchema>;

/** The lines of a batch with the partners' names as they are now, by number. */
export function payoutLines(tx: Tx, batchId: number): Promise<PayoutLineRow[]> {
  return tx.all(
    lineSchema,
    sql`select p.number as partner, p.amount_minor as "amountMinor", n.first_name as "firstName",
               n.last_name as "lastName", n.external_number as "externalNumber"
          from payout p
          join partner n on n.network_id = ${tx.networkId} and n.number = p.number
         where p.network_id = ${tx.networkId} and p.batch_id = ${batchId} order by p.number`,
  );
}
