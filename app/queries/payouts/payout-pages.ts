import { z } from 'zod';
import { batchStateSchema, payoutCandidates } from '#app/adapters/db/repositories/payouts.server.ts';
import { findSetting } from '#app/adapters/db/repositories/settings.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { payableOf } from '#app/domain/ledger/payable.ts';
import { minor } from '#app/domain/money/minor.ts';
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
export function owedFigures(tx: Tx): Promise<OwedFigures> {
  return tx.one(
    z.object({ estimatedMinor: amount, heldMinor: amount, availableMinor: amount, paidMinor: amount }),
    sql`select (select coalesce(sum(r.amount_minor), 0)::bigint from period_preview v
                  join run r on r.network_id = ${tx.networkId} and r.id = v.run_id
                 where v.network_id = ${tx.networkId}) as "estimatedMinor",
               coalesce(sum(amount_minor) filter (where account = 'held'), 0)::bigint as "heldMinor",
               coalesce(sum(amount_minor) filter (where account = 'available'), 0)::bigint as "availableMinor",
               coalesce(sum(amount_minor) filter (where account = 'paid'), 0)::bigint as "paidMinor"
          from ledger_entry where network_id = ${tx.networkId} and partner <> 0`,
  );
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
  const row = await tx.one(
    z.object({ day: z.string().nullable() }),
    sql`select min(o.release_on) as day from shop_order o
         where o.network_id = ${tx.networkId} and o.release_on is not null
           and o.release_on > coalesce((select max(through_on) from release_day where network_id = ${tx.networkId}),
                                       '-infinity'::date)`,
  );
  return row.day;
}

/** Whom a new payout would pay, and who stays, with the reason. */
export function newPayout(networkId: NetworkId) {
  return inTransaction(networkId, async (tx) => {
    const setting = await findSetting(tx, 'payout');
    const { minimumMinor } = SETTINGS.payout.parse(setting?.value);
    const candidates = await payoutCandidates(tx);
    const judged = candidates.map(({ partner, availableMinor, openBatchMinor }) => ({
      partner,
      availableMinor,
      payable: payableOf({ availableMinor, openBatchMinor, minimumMinor: minor(BigInt(minimumMinor)) }),
    }));
    const payable = judged.flatMap(({ payable: found }) => (found.kind === 'payable' ? [found.amountMinor] : []));
    const reasons = (['below-minimum', 'in-open-batch'] as const).flatMap((reason) => {
      const left = judged.filter(({ payable: found }) => found.kind === 'nothing' && found.reason === reason);
      return left.length === 0
        ? []
        : [{ reason, partners: left.length, sumMinor: sumText(left.map((one) => one.availableMinor)) }];
    });
    return {
      available: { partners: judged.length, sumMinor: sumText(judged.map((one) => one.availableMinor)) },
      payable: { partners: payable.length, sumMinor: sumText(payable) },
      reasons,
      minimumMinor,
      currency: await currencyOf(tx),
    };
  });
}

const sumText = (amounts: readonly bigint[]): string => amounts.reduce((total, each) => total + each, 0n).toString();

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
