import { z } from 'zod';
import { ledgerTotals, totalsAmong, totalsWithout } from '#app/adapters/db/repositories/ledger-snapshot.server.ts';
import { PARTNER_STATUSES } from '#app/domain/partners/partner-status.ts';
import { sql, type Sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { findFiguresRun } from '#app/queries/figures-run.ts';
import {
  conditionsOf,
  downlineFilter,
  figuresIn,
  WITHOUT_FIGURES,
  type DownlineFilter,
  type ListFilters,
} from '#app/queries/partners/list-filters.ts';
import { findPlace } from '#app/queries/tree/place.ts';

/** How many rows the filters leave, and what they have; minor units as text. */
export interface PartnerListSum {
  readonly count: number;
  readonly heldMinor: string;
  readonly availableMinor: string;
}

interface SumRequest {
  readonly networkId: NetworkId;
  readonly now: Date;
  readonly filters: ListFilters;
}

interface Totals {
  readonly partners: number;
  readonly heldMinor: bigint;
  readonly availableMinor: bigint;
}

/** What the filtered rows add up to; it may come after the rows. */
export function partnerListSum({ networkId, now, filters }: SumRequest): Promise<PartnerListSum> {
  return inTransaction(networkId, async (tx) => {
    const run = await findFiguresRun(tx, now);
    const downline = await downlineFilter(tx, filters, run?.runId ?? null);
    const { partners, heldMinor, availableMinor } = await totalsOf(tx, filters, downline);
    return { count: partners, heldMinor: heldMinor.toString(), availableMinor: availableMinor.toString() };
  });
}

/** Most partners of a network are asked for by those who are left out: their balances are fewer. */
async function totalsOf(tx: Tx, filters: ListFilters, downline: DownlineFilter | null): Promise<Totals> {
  const { below: _below, level: _level, rank: _rank, status, ...others } = filters;
  const asksMore = Object.values(others).some((value) => value !== undefined);
  if (asksMore || (downline && status !== undefined))
    return totalsAmong(
      tx,
      sql`select p.number from partner p where p.network_id = ${tx.networkId} and ${conditionsOf(tx, filters, downline)}`,
    );
  if (downline) return totalsBelow(tx, downline);
  if (status !== undefined) return totalsOfStatus(tx, status);
  const everybody = sql`select p.number from partner p where p.network_id = ${tx.networkId} and ${conditionsOf(tx, {}, null)}`;
  return { partners: await countOf(tx, everybody), ...(await ledgerTotals(tx)) };
}

async function countOf(tx: Tx, found: Sql): Promise<number> {
  const { partners } = await tx.one(
    z.object({ partners: z.int() }),
    sql`select count(*)::int as partners from (${found}) found`,
  );
  return partners;
}

async function totalsOfStatus(tx: Tx, status: NonNullable<ListFilters['status']>): Promise<Totals> {
  const those = sql`select p.number from partner p where p.network_id = ${tx.networkId} and ${conditionsOf(tx, { status }, null)}`;
  const others = PARTNER_STATUSES.filter((each) => each !== status && each !== 'house');
  const rest = sql`select p.number from partner p where p.network_id = ${tx.networkId} and p.status = any(${others}::text[])`;
  const partners = await countOf(tx, those);
  const areFewer = (await countOf(tx, sql`${rest} limit ${partners}`)) === partners;
  if (areFewer) return totalsAmong(tx, those);
  return { ...(await totalsWithout(tx, rest)), partners };
}

/** Those whom the run's figures alone name: nothing is asked of the partners themselves. */
async function totalsBelow(tx: Tx, downline: DownlineFilter): Promise<Totals> {
  const { runId, place, level, rank } = downline;
  const ofRun = sql`select f.number from partner_period f where f.network_id = ${tx.networkId} and f.run_id = ${runId}`;
  if (place && level === null && rank === null) {
    const partners = place.subtreeEnd - place.position - 1;
    const strangers = await strangersWhereMost(tx, { runId, below: partners });
    if (strangers) {
      const rest = sql`${ofRun} and f.position > 0 and f.position <= ${place.position}::int
        union all ${ofRun} and f.position >= ${place.subtreeEnd}::int
        union all ${strangers}`;
      return { ...(await totalsWithout(tx, rest)), partners };
    }
  }
  return totalsAmong(tx, sql`${ofRun} and f.number > 0 and ${figuresIn(downline)}`);
}

/**
 * Where most of a run are below somebody: the partners, as relation, whom the run does not know. Null where they are not most, or where
 * it does not know others than those at whom no run looks.
 */
async function strangersWhereMost(tx: Tx, { runId, below }: { runId: number; below: number }): Promise<Sql | null> {
  const house = await findPlace(tx, { runId, number: 0 });
  const known = house ? house.subtreeEnd - house.position : 0;
  if (below * 2 <= known) return null;
  const strangers = sql`select p.number from partner p
    where p.network_id = ${tx.networkId} and p.status = any(${WITHOUT_FIGURES}::text[])
      and not exists (select from partner_period f
        where f.network_id = ${tx.networkId} and f.run_id = ${runId} and f.number = p.number)`;
  const everybody = await countOf(tx, sql`select from partner p where p.network_id = ${tx.networkId}`);
  return everybody - (await countOf(tx, strangers)) === known ? strangers : null;
}
