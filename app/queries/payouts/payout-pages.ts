import { z } from 'zod';
import {
  ledgerTotals,
  payableTotals,
  type PayableTotals,
} from '#app/adapters/db/repositories/ledger-snapshot.server.ts';
import { batchStateSchema } from '#app/adapters/db/repositories/payouts.server.ts';
import { findSetting } from '#app/adapters/db/repositories/settings.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { SETTINGS } from '#app/domain/settings/settings.ts';
import { AppError } from '#app/errors.ts';

const amount = z.bigint().transform(String);
const iso = z.date().transform((at) => at.toISOString());

const batchSchema = z.object({
  id: z.int(),
  state: batchStateSchema,
  partners: z.int(),
  totalMinor: amount,
  createdAt: iso,
  exportedAt: iso.nullable(),
  settledAt: iso.nullable(),
  settledBy: z.string().nullable(),
  fileHash: z.string().nullable(),
});

const BATCH_COLUMNS = sql`id, state, partners, total_minor as "totalMinor", created_at as "createdAt",
  exported_at as "exportedAt", settled_at as "settledAt", settled_by as "settledBy", file_hash as "fileHash"`;

const BATCHES_PAGE = 50;

/** The four figures over all partners; estimated is never part of a balance. */
export interface OwedFigures {
  readonly estimatedMinor: string;
  readonly heldMinor: string;
  readonly availableMinor: string;
  readonly paidMinor: string;
}

async function currencyOf(tx: Tx): Promise<string> {
  const row = await tx.one(
    z.object({ currency: z.string() }),
    sql`select currency from network where id = ${tx.networkId}`,
  );
  return row.currency;
}

/** What the network owes its partners now, by money word. */
export async function owedFigures(tx: Tx): Promise<OwedFigures> {
  const { estimatedMinor } = await tx.one(
    z.object({ estimatedMinor: amount }),
    sql`select coalesce(sum(r.amount_minor), 0)::bigint as "estimatedMinor" from period_preview v
          join run r on r.network_id = ${tx.networkId} and r.id = v.run_id
         where v.network_id = ${tx.networkId}`,
  );
  const { heldMinor, availableMinor, paidMinor } = await ledgerTotals(tx);
  return {
    estimatedMinor,
    heldMinor: heldMinor.toString(),
    availableMinor: availableMinor.toString(),
    paidMinor: paidMinor.toString(),
  };
}

/** Batches, newest first, and what is owed. */
export function payoutList(networkId: NetworkId, before: number | null) {
  return inTransaction(networkId, async (tx) => {
    const batches = await tx.all(
      batchSchema,
      sql`select ${BATCH_COLUMNS} from payout_batch
           where network_id = ${networkId} and id < ${before ?? 2_147_483_647}::int
           order by id desc limit ${BATCHES_PAGE + 1}`,
    );
    const page = batches.slice(0, BATCHES_PAGE);
    return {
      batches: page,
      next: batches.length > BATCHES_PAGE ? String(page.at(-1)?.id ?? '') : null,
      owed: await owedFigures(tx),
      nextDay: await nextReleaseDay(tx),
      currency: await currencyOf(tx),
    };
  });
}

/** The first day on which something held becomes available; null if none is known. */
async function nextReleaseDay(tx: Tx): Promise<string | null> {
  const { through } = await tx.one(
    z.object({ through: z.string() }),
    sql`select coalesce(max(through_on), '-infinity')::text as through from release_day where network_id = ${tx.networkId}`,
  );
  const row = await tx.one(
    z.object({ day: z.string().nullable() }),
    sql`select least(
          (select min(release_on) from shop_order where network_id = ${tx.networkId} and release_on > ${through}::date),
          (select min(a.period_rows_on) from period_acceptance a
             join run r on r.network_id = ${tx.networkId} and r.id = a.run_id
            where a.network_id = ${tx.networkId} and a.period_rows_on > ${through}::date
              and (r.totals -> 'review' -> 'once' ->> 'rows')::int > 0)) as day`,
  );
  return row.day;
}

/** Whom a new payout would pay, and who stays, with the reason. */
export function newPayout(networkId: NetworkId) {
  return inTransaction(networkId, async (tx) => {
    const setting = await findSetting(tx, 'payout');
    const { minimumMinor } = SETTINGS.payout.parse(setting?.value);
    const totals = await payableTotals(tx, BigInt(minimumMinor));
    const left = [
      { reason: 'below-minimum' as const, ...textOf(totals.belowMinimum) },
      { reason: 'in-open-batch' as const, ...textOf(totals.inOpenBatch) },
    ];
    return {
      available: textOf(totals.available),
      payable: textOf(totals.payable),
      reasons: left.filter(({ partners }) => partners > 0),
      minimumMinor,
      currency: await currencyOf(tx),
    };
  });
}

const textOf = ({ partners, sumMinor }: PayableTotals['payable']) => ({ partners, sumMinor: sumMinor.toString() });

const lineSchema = z.object({ number: z.int(), firstName: z.string(), lastName: z.string(), amountMinor: amount });

const LINES_PAGE = 50;

/** A batch with a page of its lines, by partner number. @throws AppError 'payout.not-found' */
export function payoutDetail(networkId: NetworkId, batchId: number, after: number | null) {
  return inTransaction(networkId, async (tx) => {
    const batch = await tx.find(
      batchSchema,
      sql`select ${BATCH_COLUMNS} from payout_batch where network_id = ${networkId} and id = ${batchId}`,
    );
    if (!batch) throw new AppError('payout.not-found');
    const lines = await tx.all(
      lineSchema,
      sql`select p.number, n.first_name as "firstName", n.last_name as "lastName", p.amount_minor as "amountMinor"
            from payout p join partner n on n.network_id = ${networkId} and n.number = p.number
           where p.network_id = ${networkId} and p.batch_id = ${batchId} and p.number > ${after ?? 0}::int
           order by p.number limit ${LINES_PAGE + 1}`,
    );
    const page = lines.slice(0, LINES_PAGE);
    return {
      batch,
      lines: page,
      next: lines.length > LINES_PAGE ? String(page.at(-1)?.number ?? '') : null,
      owed: await owedFigures(tx),
      currency: await currencyOf(tx),
    };
  });
}
