import { z } from 'zod';
import { customerKey } from '#app/adapters/crypto/customer-key.server.ts';
import { nextRecordedSeqs } from '#app/adapters/db/recording.server.ts';
import type { OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { receiptSchema, type Receipt } from '#app/domain/attribution/receipt.ts';

const storedSchema = z.object({
  shopId: z.int(),
  orderId: z.bigint(),
  receipt: receiptSchema,
  recordedSeq: z.bigint(),
  isFixed: z.boolean(),
});

/** The newest receipt of an order. It is fixed once the period in which the order counts was accepted. */
export type StoredReceipt = z.infer<typeof storedSchema>;

export function newestReceipts(tx: Tx, keys: readonly OrderKey[]): Promise<StoredReceipt[]> {
  if (keys.length === 0) return Promise.resolve([]);
  return tx.all(
    storedSchema,
    sql`select k.shop_id as "shopId", k.order_id as "orderId", newest.receipt, newest.recorded_seq as "recordedSeq",
               exists (select from volume_entry v
                         join period_acceptance a on a.network_id = ${tx.networkId} and a.period_id = v.period_id
                        where v.network_id = ${tx.networkId} and v.shop_id = k.shop_id and v.order_id = k.order_id
                          and v.earns) as "isFixed"
          from unnest(${keys.map((key) => key.shopId)}::int[], ${keys.map((key) => key.orderId)}::bigint[])
                 as k (shop_id, order_id)
          cross join lateral (
            select t.receipt, t.recorded_seq from attribution t
             where t.network_id = ${tx.networkId} and t.shop_id = k.shop_id and t.order_id = k.order_id
             order by t.recorded_seq desc limit 1) as newest`,
  );
}

/** A receipt to be kept: a newer one supersedes, none is changed. */
export interface NewReceipt extends OrderKey {
  receipt: Receipt;
  /** Who bought; null for a guest. Kept as a number that names nobody. */
  customerId: bigint | null;
}

/** The kind of evidence that decided, or how it came that nobody or the buyer's upline did. */
export function decidedBy({ outcome, candidates }: Receipt): string {
  if (outcome.kind === 'partner') return candidates[outcome.candidate]?.kind ?? 'nobody';
  if (outcome.kind === 'nobody' && outcome.reason === 'by-hand') return 'manual';
  return outcome.kind;
}

/** The partner on whom an order counts: the attributed one, or the buyer of an own order. */
export const partnerOf = ({ outcome }: Receipt): number | null => (outcome.kind === 'nobody' ? null : outcome.partner);

/** Whose line an order's pay levels climb, and from where: equal for receipts that pay the same people. */
export const gainsOf = ({ outcome }: Receipt): string =>
  outcome.kind === 'nobody' ? 'nobody' : `${outcome.kind} ${outcome.partner}`;

export async function appendReceipts(tx: Tx, receipts: readonly NewReceipt[], now: Date): Promise<void> {
  if (receipts.length === 0) return;
  const seqs = await nextRecordedSeqs(tx, receipts.length);
  // One JSON text: receipts as elements of an array would be quoted a second time.
  const records = receipts.map(({ shopId, orderId, receipt, customerId }, index) => ({
    recorded_seq: seqs[index]?.toString(),
    shop_id: shopId,
    order_id: orderId.toString(),
    number: partnerOf(receipt),
    own_order: receipt.outcome.kind === 'own_order',
    decided_by: decidedBy(receipt),
    receipt,
    policy_version: receipt.policyVersion,
    customer_key: customerId === null ? null : customerKey(tx.networkId, shopId, customerId).toString(),
  }));
  await tx.client.query({
    name: 'receipts-append',
    text: `insert into attribution
        (network_id, recorded_seq, shop_id, order_id, number, own_order, decided_by, receipt, policy_version, customer_key,
         recorded_at)
      select $1, r.*, $3::timestamptz
        from jsonb_to_recordset($2::jsonb) as r (recorded_seq bigint, shop_id int, order_id bigint, number int,
               own_order boolean, decided_by text, receipt jsonb, policy_version int, customer_key bigint)`,
    values: [tx.networkId, JSON.stringify(records), now],
  });
}

const assignmentSchema = z.object({
  shopId: z.int(),
  orderId: z.bigint(),
  number: z.int().nullable(),
  nobody: z.boolean(),
  recordedAt: z.date(),
  recordedSeq: z.bigint(),
});
export type Assignment = z.infer<typeof assignmentSchema>;

/** What staff decided about orders, oldest first. */
export function assignmentsOf(tx: Tx, keys: readonly OrderKey[]): Promise<Assignment[]> {
  if (keys.length === 0) return Promise.resolve([]);
  return tx.all(
    assignmentSchema,
    sql`select shop_id as "shopId", order_id as "orderId", number, nobody, recorded_at as "recordedAt", recorded_seq as "recordedSeq"
          from order_assignment
         where network_id = ${tx.networkId} and (shop_id, order_id) in
               (select * from unnest(${keys.map((key) => key.shopId)}::int[], ${keys.map((key) => key.orderId)}::bigint[]))
         order by recorded_seq`,
  );
}

/** Whom staff give an order to; null withdraws: what the order itself says counts again. */
export type Assignee = number | 'nobody' | null;

export const assigneeOf = ({ number, nobody }: Pick<Assignment, 'number' | 'nobody'>): Assignee =>
  nobody ? 'nobody' : number;

export interface NewAssignment extends OrderKey {
  partner: Assignee;
}

interface AssignmentBy {
  reason: string;
  actor: string;
  now: Date;
}

/** Records what staff decided about orders. */
export async function appendAssignments(
  tx: Tx,
  assignments: readonly NewAssignment[],
  { reason, actor, now }: AssignmentBy,
): Promise<void> {
  const seqs = await nextRecordedSeqs(tx, assignments.length);
  await tx.run(
    sql`insert into order_assignment
          (network_id, recorded_seq, shop_id, order_id, number, nobody, reason, actor, recorded_at)
        select ${tx.networkId}, a.*, ${reason}::text, ${actor}::text, ${now}::timestamptz
          from unnest(${seqs}::bigint[], ${assignments.map((each) => each.shopId)}::int[],
                      ${assignments.map((each) => each.orderId)}::bigint[],
                      ${assignments.map(({ partner }) => (partner === 'nobody' ? null : partner))}::int[],
                      ${assignments.map(({ partner }) => partner === 'nobody')}::boolean[])
                 as a (recorded_seq, shop_id, order_id, number, nobody)`,
  );
}
