import { z } from 'zod';
import type { OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import { partnersByNumber } from '#app/adapters/db/repositories/partners.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { receiptSchema, type Candidate, type Outcome, type Receipt } from '#app/domain/attribution/receipt.ts';

const storedSchema = z.object({
  receipt: receiptSchema,
  recordedAt: z.date().transform((at) => at.toISOString()),
  count: z.int(),
});

const assignmentSchema = z.object({
  partner: z.int().nullable(),
  nobody: z.boolean(),
  reason: z.string(),
  actor: z.string(),
  at: z.date().transform((at) => at.toISOString()),
});

/** A piece of evidence with the name of whom it names. */
export interface ShownCandidate extends Candidate {
  readonly partnerName: string | null;
  readonly isWinner: boolean;
  /** Would have won without the winner. */
  readonly isNext: boolean;
}

/** The receipt of a decision as the page shows it: the winner first, then by strength. */
export interface ShownReceipt {
  readonly decidedAt: string;
  readonly policyVersion: number;
  /** Decisions about this order so far; newer evidence makes a newer one. */
  readonly decisions: number;
  readonly outcome: Outcome;
  readonly candidates: readonly ShownCandidate[];
  readonly buyerName: string | null;
  /** What staff decided, newest first. */
  readonly assignments: readonly (z.infer<typeof assignmentSchema> & { readonly partnerName: string | null })[];
}

/** Null before the first decision. */
export async function shownReceipt(tx: Tx, { shopId, orderId }: OrderKey): Promise<ShownReceipt | null> {
  const stored = await tx.find(
    storedSchema,
    sql`select receipt, recorded_at as "recordedAt", (count(*) over ())::int as count from attribution
         where network_id = ${tx.networkId} and shop_id = ${shopId} and order_id = ${orderId}
         order by recorded_seq desc limit 1`,
  );
  if (!stored) return null;
  const assignments = await tx.all(
    assignmentSchema,
    sql`select number as partner, nobody, reason, actor, recorded_at as at from order_assignment
         where network_id = ${tx.networkId} and shop_id = ${shopId} and order_id = ${orderId}
         order by recorded_seq desc`,
  );
  const { receipt } = stored;
  const nameOf = await namesOf(tx, [
    ...receipt.candidates.map(({ partner }) => partner),
    ...assignments.map(({ partner }) => partner),
    receipt.buyerPartner,
  ]);
  return {
    decidedAt: stored.recordedAt,
    policyVersion: receipt.policyVersion,
    decisions: stored.count,
    outcome: receipt.outcome,
    candidates: candidatesOf(receipt, nameOf),
    buyerName: nameOf(receipt.buyerPartner),
    assignments: assignments.map((each) => ({ ...each, partnerName: nameOf(each.partner) })),
  };
}

function candidatesOf(receipt: Receipt, nameOf: (number: number | null) => string | null): ShownCandidate[] {
  const winner = receipt.candidates.findIndex(({ lost }) => lost === null);
  const shown = receipt.candidates.map((candidate, index) => ({
    ...candidate,
    partnerName: nameOf(candidate.partner),
    isWinner: index === winner,
    isNext: index === receipt.otherwise,
  }));
  return shown.toSorted((a, b) => Number(b.isWinner) - Number(a.isWinner));
}

async function namesOf(tx: Tx, numbers: readonly (number | null)[]) {
  const wanted = [...new Set(numbers.filter((number) => number !== null))];
  const people = wanted.length === 0 ? [] : await partnersByNumber(tx, wanted);
  const names = new Map(people.map(({ number, firstName, lastName }) => [number, `${firstName} ${lastName}`.trim()]));
  return (number: number | null) => (number === null ? null : (names.get(number) ?? null));
}
