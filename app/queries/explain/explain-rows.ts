import { z } from 'zod';
import { orderKeyText } from '#app/adapters/db/repositories/orders.server.ts';
import { readCents } from '#app/adapters/db/row-cents.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { dayIn } from '#app/adapters/time/calendar-days.ts';
import { explainReversal } from '#app/domain/explain/explain-reversal.ts';
import { explainRow, type StoredRow } from '#app/domain/explain/explain-row.ts';
import type { OrderCase } from '#app/domain/explain/case.ts';
import type { LevelPay, MoneyState, Reversal } from '#app/domain/explain/explanation.ts';
import { explainPeriodRow } from '#app/domain/explain/period/explain-period-row.ts';
import type { PeriodPay } from '#app/domain/explain/period-pay.ts';
import { assert } from '#app/domain/assert.ts';
import { minor } from '#app/domain/money/minor.ts';
import type { RowKey } from '#app/queries/commissions/filters.ts';
import { walkedCases } from '#app/queries/explain/order-cases.ts';
import { readPeriodRows } from '#app/queries/explain/period-rows.ts';
import { periodIn, runBases, type RunBasis } from '#app/queries/explain/run-basis.ts';
import { findAdjustments, findRows, type FoundAdjustment, type FoundRow } from '#app/queries/explain/stored-rows.ts';
import { namesOf } from '#app/queries/partners/names-of.ts';

/** Why a row is what it is; `outdated` where its order has changed since and a newer preview is on its way. */
export type RowExplanation = LevelPay | PeriodPay | Reversal | { readonly kind: 'outdated' };

/**
 * Explains rows by the engine's own functions from what their runs read (design 7). The same few statements for one row and
 * for a thousand. A key that leads to no row of the network is left out.
 */
export async function explainRows(
  tx: Tx,
  { keys, now }: { keys: readonly RowKey[]; now: Date },
): Promise<Map<string, RowExplanation>> {
  const rows = await findRows(tx, keys);
  const adjustments = await findAdjustments(tx, keys);
  const runIds = [...new Set([...rows, ...adjustments].map(({ runId }) => runId))];
  const bases = new Map((await runBases(tx, runIds)).map((basis) => [basis.runId, basis]));
  const result = new Map<string, RowExplanation>();
  for (const [runId, ofRun] of Map.groupBy(rows, (row) => row.runId)) {
    const basis = bases.get(runId);
    assert(basis, `run ${runId} has rows and no basis`);
    const ofOrders = ofRun.filter(({ orderId }) => orderId !== 0n);
    const cases = await walkedCases(tx, { basis, keys: ofOrders, now });
    const cents = await readCents(
      tx,
      runId,
      ofOrders.map(({ rowNo }) => rowNo),
    );
    for (const row of ofOrders) {
      const stored = { ...row, cents: cents.get(row.rowNo) ?? 0 };
      result.set(row.key, explained(stored, basis, cases.get(orderKeyText(row))));
    }
    const once = ofRun.filter(({ orderId }) => orderId === 0n);
    for (const [key, value] of await explainedOnce(tx, { basis, rows: once, now })) result.set(key, value);
  }
  const periods = await periodsOf(tx, adjustments);
  for (const adjustment of adjustments) {
    const basis = bases.get(adjustment.runId);
    const period = periods.get(adjustment.periodId);
    assert(basis && period, `adjustment ${adjustment.key} without its periods`);
    result.set(adjustment.key, reversed(adjustment, basis, period, now));
  }
  return result;
}

function explained(row: FoundRow & StoredRow, basis: RunBasis, orderCase: OrderCase | undefined): RowExplanation {
  if (!orderCase) return { kind: 'outdated' };
  const reversals = row.reversals.map(({ at, amountMinor }) => ({
    on: dayIn(basis.timeZone, at),
    amountMinor: minor(amountMinor),
  }));
  return explainRow(orderCase, row, { state: stateOf(row, basis), reversals });
}

/** The rows of a run that no order decides, by key. */
async function explainedOnce(
  tx: Tx,
  { basis, rows, now }: { basis: RunBasis; rows: readonly FoundRow[]; now: Date },
): Promise<[string, RowExplanation][]> {
  if (rows.length === 0) return [];
  const inFull = (numbers: readonly number[]) => namesOf(tx, numbers);
  const told = await readPeriodRows(tx, { basis, asked: rows, namesOf: inFull, now });
  return rows.map((row, index) => {
    const stored = told.rows[index];
    assert(stored, `row ${row.key} without its figures`);
    return [row.key, explainPeriodRow(told.periodCase, stored, stateOf(row, basis))];
  });
}

function stateOf({ state, until, paidAt }: FoundRow, { timeZone }: RunBasis): MoneyState {
  switch (state) {
    case 'estimated':
    case 'available':
      return { word: state };
    case 'held':
      return { word: 'held', until };
    case 'paid':
      assert(paidAt, 'a paid row without its day');
      return { word: 'paid', on: dayIn(timeZone, paidAt) };
  }
}

function reversed(
  adjustment: FoundAdjustment,
  basis: RunBasis,
  period: Parameters<typeof periodIn>[0],
  now: Date,
): Reversal {
  return explainReversal({
    currency: basis.currency,
    earner: { number: adjustment.earner, name: adjustment.earnerName },
    order: {
      name: adjustment.orderName,
      paidOn: dayIn(basis.timeZone, adjustment.asOf),
      isOwn: adjustment.isOwn,
    },
    original: {
      amountMinor: minor(adjustment.rowAmountMinor),
      baseMinor: minor(adjustment.rowBaseMinor),
      period: periodIn(basis, now),
    },
    refundedBeforeMinor: minor(adjustment.baseBeforeMinor),
    refundedMinor: minor(adjustment.baseMinor),
    refundedOn: dayIn(basis.timeZone, adjustment.at),
    amountMinor: minor(adjustment.amountMinor),
    period: periodIn(period, now),
  });
}

const periodSchema = z.object({
  id: z.int(),
  startsAt: z.date(),
  endsAt: z.date(),
  isAccepted: z.boolean(),
  timeZone: z.string(),
});

/** The periods in whose statements adjustments appear. */
async function periodsOf(tx: Tx, adjustments: readonly FoundAdjustment[]) {
  const ids = [...new Set(adjustments.map(({ periodId }) => periodId))];
  if (ids.length === 0) return new Map<number, z.infer<typeof periodSchema>>();
  const periods = await tx.all(
    periodSchema,
    sql`select p.id, p.starts_at as "startsAt", p.ends_at as "endsAt", a.run_id is not null as "isAccepted",
               c.time_zone as "timeZone"
          from period p
          join calendar c on c.network_id = ${tx.networkId} and c.id = p.calendar_id
          left join period_acceptance a on a.network_id = ${tx.networkId} and a.period_id = p.id
         where p.network_id = ${tx.networkId} and p.id = any(${ids}::int[])`,
  );
  return new Map(periods.map((period) => [period.id, period]));
}
