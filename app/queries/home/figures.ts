import { z } from 'zod';
import { ledgerTotals } from '#app/adapters/db/repositories/ledger-snapshot.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { findFiguresRun } from '#app/queries/figures-run.ts';

const PPM_ONE = 1_000_000n;

const levelSum = z.object({ amountMinor: z.int() });
const totalsSchema = z.object({
  baseMinor: z.int(),
  unattributedBaseMinor: z.int(),
  paidMinor: z.int(),
  review: z.object({ direct: levelSum, further: levelSum, once: levelSum.default({ amountMinor: 0 }) }),
});
const runSchema = z.object({ totals: totalsSchema, isAccepted: z.boolean() });

/** What the network sells and costs in the period whose figures are the newest. Minor units as text. */
export interface HomeFigures {
  readonly periodId: number;
  readonly startsAt: string;
  readonly asOf: string;
  readonly isStale: boolean;
  readonly isAccepted: boolean;
  readonly salesMinor: string;
  /** Pay level 1. */
  readonly directMinor: string;
  /** Every further level. */
  readonly levelMinor: string;
  /** What is paid once per period; null where nothing is. */
  readonly onceMinor: string | null;
  /** All of it. */
  readonly totalMinor: string;
  /** Cost as a share of partners' sales, cut off; null without sales. */
  readonly costPpm: number | null;
}

/** Null before the first run. */
export async function homeFigures(tx: Tx, now: Date): Promise<HomeFigures | null> {
  const newest = await findFiguresRun(tx, now);
  if (!newest) return null;
  const { totals, isAccepted } = await tx.one(
    runSchema,
    sql`select r.totals, exists (select from period_acceptance a where a.network_id = ${tx.networkId} and a.run_id = r.id)
               as "isAccepted"
          from run r where r.network_id = ${tx.networkId} and r.id = ${newest.runId}`,
  );
  const paid = BigInt(totals.paidMinor);
  const sales = BigInt(totals.baseMinor) - BigInt(totals.unattributedBaseMinor);
  return {
    periodId: newest.periodId,
    startsAt: newest.startsAt,
    asOf: newest.asOf,
    isStale: newest.isStale,
    isAccepted,
    salesMinor: String(sales),
    directMinor: String(totals.review.direct.amountMinor),
    levelMinor: String(totals.review.further.amountMinor),
    onceMinor: totals.review.once.amountMinor === 0 ? null : String(totals.review.once.amountMinor),
    totalMinor: String(paid),
    costPpm: sales > 0n ? Number((paid * PPM_ONE) / sales) : null,
  };
}

/** What partners have earned and not been paid. */
export interface HomeOwed {
  readonly heldMinor: string;
  readonly availableMinor: string;
}

/** What all partners together have to get. It is asked for after the page, whose card keeps its place. */
export function homeOwed(networkId: NetworkId): Promise<HomeOwed> {
  return inTransaction(networkId, async (tx) => {
    const { heldMinor, availableMinor } = await ledgerTotals(tx);
    return { heldMinor: heldMinor.toString(), availableMinor: availableMinor.toString() };
  });
}
