import { z } from 'zod';
import { balancesOf } from '#app/adapters/db/repositories/ledger.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { dayIn, startOfDay } from '#app/adapters/time/calendar-days.ts';
import { newestEarnings, type EarningListRow } from '#app/queries/portal/earnings.ts';
import { nextHeldDay } from '#app/queries/portal/next-held-day.ts';
import { portalPeriods, type PortalPeriod } from '#app/queries/portal/periods.ts';

/** Newest changes shown on the first page. */
const CHANGES = 5;

const minorText = z.bigint().transform(String);

export interface HomePage {
  readonly availableMinor: string;
  readonly heldMinor: string;
  /** The next day on which held money becomes available; null where none is known. */
  readonly heldUntil: string | null;
  readonly paidMinor: string;
  readonly year: number;
  /** Estimates of the periods that are not accepted yet, newest first. */
  readonly estimates: readonly (PortalPeriod & { readonly sumMinor: string })[];
  /** What is being paid out now; null where nothing is. */
  readonly underway: { readonly amountMinor: string; readonly since: string } | null;
  readonly changes: readonly EarningListRow[];
  readonly changesSince: string | null;
  readonly isNew: boolean;
}

interface HomeVisit {
  readonly networkId: NetworkId;
  readonly number: number;
  readonly timeZone: string;
  readonly now: Date;
}

/** Is there money, when does it come, what changed. */
export function homePage(visit: HomeVisit): Promise<HomePage> {
  const { networkId, number, now } = visit;
  return inTransaction(networkId, async (tx) => {
    const [balance] = await balancesOf(tx, [number]);
    const periods = await portalPeriods(tx, now);
    const newest = periods[0];
    const changes = newest ? await newestEarnings(tx, { number, period: newest, limit: CHANGES, now }) : [];
    const nextDay = await nextHeldDay(tx, number);
    const year = dayIn(visit.timeZone, now).slice(0, 4);
    return {
      availableMinor: String(balance?.availableMinor ?? 0n),
      heldMinor: String(balance?.heldMinor ?? 0n),
      heldUntil: nextDay,
      paidMinor: await paidSince(tx, number, startOfDay(visit.timeZone, `${year}-01-01`)),
      year: Number(year),
      estimates: await estimatesOf(tx, number, periods),
      underway: await underwayOf(tx, number),
      changes,
      changesSince: newest?.startsAt ?? null,
      isNew: balance === undefined && changes.length === 0,
    };
  });
}

/** The sum of the rows of each current preview: the very rows that the list shows. */
async function estimatesOf(tx: Tx, number: number, periods: readonly PortalPeriod[]): Promise<HomePage['estimates']> {
  const sums = await tx.all(
    z.object({ periodId: z.int(), sumMinor: minorText }),
    sql`select v.period_id as "periodId", coalesce(sum(e.amount_minor), 0)::bigint as "sumMinor"
          from period_preview v
          left join estimate e on e.network_id = ${tx.networkId} and e.run_id = v.run_id and e.earner = ${number}
         where v.network_id = ${tx.networkId} group by v.period_id`,
  );
  const sumOf = new Map(sums.map(({ periodId, sumMinor }) => [periodId, sumMinor]));
  return periods.flatMap((period) => {
    const sumMinor = sumOf.get(period.id);
    return period.state === 'accepted' || sumMinor === undefined ? [] : [{ ...period, sumMinor }];
  });
}

async function paidSince(tx: Tx, number: number, since: Date): Promise<string> {
  const row = await tx.one(
    z.object({ sumMinor: minorText }),
    sql`select coalesce(sum(e.amount_minor), 0)::bigint as "sumMinor"
          from ledger_entry e
          join ledger_posting p on p.network_id = ${tx.networkId} and p.id = e.posting_id
         where e.network_id = ${tx.networkId} and e.partner = ${number} and e.account = 'paid' and p.posted_at >= ${since}`,
  );
  return row.sumMinor;
}

/** The partner's lines of batches that were handed over and are not confirmed yet. */
function underwayOf(tx: Tx, number: number): Promise<HomePage['underway']> {
  return tx.find(
    z.object({ amountMinor: minorText, since: z.date().transform((at) => at.toISOString()) }),
    sql`select l.amount_minor as "amountMinor", coalesce(b.exported_at, b.created_at) as since from payout l
          join payout_batch b on b.network_id = ${tx.networkId} and b.id = l.batch_id and b.state = 'exported'
         where l.network_id = ${tx.networkId} and l.number = ${number} order by b.id desc limit 1`,
  );
}
