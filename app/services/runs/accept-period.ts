import { deleteRuns } from '#app/adapters/db/bulk.server.ts';
import { withRunLock } from '#app/adapters/db/run-lock.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type Tx } from '#app/adapters/db/transaction.server.ts';
import { dayIn } from '#app/adapters/time/calendar-days.ts';
import { assert } from '#app/domain/assert.ts';
import { localDate } from '#app/domain/ledger/local-date.ts';
import { periodRowsOn } from '#app/domain/ledger/release-on.ts';
import { AppError } from '#app/errors.ts';
import { placeWaiting } from '#app/services/placement/place-waiting.ts';
import { calendars, loadPeriod, periodBefore } from '#app/services/periods/load-periods.ts';
import { periodStateOf, type Calendar, type Period } from '#app/services/periods/period.ts';
import { refuseNewFacts, type AcceptPeriod, type PreparedAcceptance } from '#app/services/runs/acceptance.ts';
import { commitAcceptance } from '#app/services/runs/commit-acceptance.ts';
import { newestPreview, type NewestPreview } from '#app/services/runs/newest-preview.ts';
import { orderPreview } from '#app/services/runs/order-preview.ts';
import { planForPeriod, type PlanInForce } from '#app/services/runs/plan-for-period.ts';
import { priorRun } from '#app/services/runs/prior-run.ts';
import { requireRun } from '#app/services/runs/require-run.ts';
import { endRun, startRun } from '#app/services/runs/run-record.ts';
import { specOf } from '#app/services/runs/spec-of.ts';
import { refuseWaitingLines } from '#app/services/runs/waiting-lines.ts';
import { watchedRun } from '#app/services/runs/watched-run.ts';
import { readSetting } from '#app/services/settings/read-setting.ts';

/** The run whose rows are now earnings. `isNew` is false where the same preview had been accepted before. */
export interface Accepted {
  readonly runId: number;
  readonly isNew: boolean;
}

/**
 * Accepts a period once: computes the preview that was looked at again into `earning`, then, in one transaction that
 * holds the network's facts alone, posts the ledger and records the acceptance (design 7). A crash before that
 * transaction leaves rows that nobody reads and a sweep removes; a second call answers the first one's result.
 * @throws AppError 'run.not-found', 'period.still-open', 'period.previous-open', 'period.accepted', 'run.stale', 'run.busy',
 * 'period.facts-changed' { count },
 * 'period.lines-waiting' { count, orders, more }
 */
export async function acceptPeriod(request: AcceptPeriod): Promise<Accepted> {
  const { networkId, periodId, runId, rowHash, now } = request;
  // Whoever was due a place before the period's end has it by now, or the preview is not the newest that can be said.
  if ((await placeWaiting({ networkId, now })) > 0) await inTransaction(networkId, orderPreview);
  const accepted = await withRunLock(networkId, 'wait', async () => {
    const earlier = await inTransaction(networkId, async (tx) => {
      await requireRun(tx, runId);
      return sameAcceptance(tx, periodId, rowHash);
    });
    if (earlier) return { runId: earlier, isNew: false };
    const prepared = await prepareAcceptance(request);
    try {
      const superseded = await inTransaction(networkId, (tx) => commitAcceptance(tx, { ...request, ...prepared }));
      await deleteRuns(networkId, superseded);
    } catch (error) {
      // Where the commit itself broke, its outcome is unknown: the sweep decides, and deletes nothing that was accepted.
      if (error instanceof AppError) await dropAcceptance(request, prepared.runId, error);
      throw error;
    }
    return { runId: prepared.runId, isNew: true };
  });
  assert(accepted, 'a lock that is waited for was not given');
  return accepted;
}

/** The run of an earlier acceptance of the same rows. @throws AppError 'period.accepted' where other rows were accepted */
async function sameAcceptance(tx: Tx, periodId: number, rowHash: string): Promise<number | null> {
  const { acceptedRunId } = await loadPeriod(tx, periodId);
  if (acceptedRunId === null) return null;
  const isSame = await tx.run(
    sql`select from run where network_id = ${tx.networkId} and id = ${acceptedRunId} and row_hash = ${rowHash}`,
  );
  if (isSame === 0) throw new AppError('period.accepted');
  return acceptedRunId;
}

interface Basis extends AcceptanceDays {
  readonly period: Period;
  readonly preview: NewestPreview;
  readonly plan: PlanInForce;
  readonly priorRunId: number | null;
}

/** Everything that can be refused before anything is computed. */
async function acceptanceBasis(tx: Tx, { periodId, runId, rowHash, now }: AcceptPeriod): Promise<Basis> {
  const period = await loadPeriod(tx, periodId);
  if (periodStateOf(period, now) === 'open') throw new AppError('period.still-open');
  const before = await periodBefore(tx, period);
  if (before && before.acceptedRunId === null) throw new AppError('period.previous-open');
  const preview = await newestPreview(tx, periodId);
  if (!preview || preview.runId !== runId || preview.rowHash !== rowHash) throw new AppError('run.stale');
  await refuseNewFacts(tx, period, preview.watermark);
  await refuseWaitingLines(tx, period);
  const calendar = (await calendars(tx)).find(({ id }) => id === period.calendarId);
  assert(calendar, `period ${periodId} without its calendar`);
  const plan = await planForPeriod(tx, period);
  if (plan?.version !== preview.planVersion) throw new AppError('run.stale');
  const priorRunId = await priorRun(tx, period);
  return { period, preview, plan, ...(await acceptanceDays(tx, { calendar, period, now })), priorRunId };
}

type AcceptanceDays = Pick<PreparedAcceptance, 'acceptedOn' | 'periodRowsOn'>;

/** Today, and from when rows of the period are available by the settings as they are today. */
async function acceptanceDays(
  tx: Tx,
  { calendar, period, now }: { calendar: Calendar; period: Period; now: Date },
): Promise<AcceptanceDays> {
  const { deliveryDays, returnDays } = (await readSetting(tx, 'hold')).value;
  const dayOf = (at: Date) => localDate(dayIn(calendar.timeZone, at));
  const [acceptedOn, lastDay] = [dayOf(now), dayOf(new Date(period.endsAt.getTime() - 1))];
  return { acceptedOn, periodRowsOn: periodRowsOn({ lastDay, deliveryDays, returnDays, acceptedOn }) };
}

/** Computes the preview's facts again, into `earning`; the rows must be the same. The caller holds the run lock. */
export async function prepareAcceptance(request: AcceptPeriod): Promise<PreparedAcceptance> {
  const { networkId, periodId, rowHash, now } = request;
  const { basis, runId } = await inTransaction(networkId, async (tx) => {
    const found = await acceptanceBasis(tx, request);
    const { preview } = found;
    const id = await startRun(tx, {
      periodId,
      kind: 'acceptance',
      planVersion: preview.planVersion,
      watermark: preview.watermark,
      priorRunId: found.priorRunId,
      now,
    });
    return { basis: found, runId: id };
  });
  const { period, preview, plan, acceptedOn, periodRowsOn: rowsOn, priorRunId } = basis;
  const spec = specOf({
    ...{ networkId, runId, period, plan, priorRunId, watermark: preview.watermark },
    target: { table: 'earning', acceptedOn },
  });
  try {
    const summary = await watchedRun(spec, new AbortController().signal);
    assert(summary.rowHash === rowHash, `run ${runId} computed other rows than preview ${preview.runId}`);
    return { runId, period, acceptedOn, periodRowsOn: rowsOn, watermark: preview.watermark, summary };
  } catch (error) {
    await dropAcceptance(request, runId, error);
    throw error;
  }
}

async function dropAcceptance({ networkId, now }: AcceptPeriod, runId: number, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  await endRun(networkId, { id: runId, state: 'failed', error: message, now });
  await deleteRuns(networkId, [runId]);
}
