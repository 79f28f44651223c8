import { lockFactsExclusive } from '#app/adapters/db/recording.server.ts';
import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import { foldLedger } from '#app/adapters/db/repositories/ledger-snapshot.server.ts';
import { appendAcceptance, lockLedger } from '#app/adapters/db/repositories/ledger.server.ts';
import { foldAccepted, foldEstimates } from '#app/adapters/db/repositories/order-costs.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { AppError } from '#app/errors.ts';
import { orderRelease } from '#app/services/ledger/order-release.ts';
import { loadPeriod } from '#app/services/periods/load-periods.ts';
import { refuseNewFacts, type AcceptPeriod, type PreparedAcceptance } from '#app/services/runs/acceptance.ts';
import { newestPreview } from '#app/services/runs/newest-preview.ts';
import { orderPreview } from '#app/services/runs/order-preview.ts';
import { finishRun } from '#app/services/runs/run-record.ts';

/**
 * The one transaction that makes a prepared run final: no fact may lie above its watermark while it holds the facts alone;
 * then the held sums, what nobody earned, and the acceptance itself. Result: the previews that it supersedes.
 * @throws AppError 'period.facts-changed' { count }, 'period.accepted', 'run.stale'
 */
export async function commitAcceptance(tx: Tx, acceptance: AcceptPeriod & PreparedAcceptance): Promise<number[]> {
  const { periodId, runId, acceptedOn, periodRowsOn, watermark, summary, now, actor } = acceptance;
  await lockFactsExclusive(tx);
  await lockLedger(tx);
  const period = await loadPeriod(tx, periodId);
  if (period.acceptedRunId !== null) throw new AppError('period.accepted');
  await refuseNewFacts(tx, period, watermark);
  const preview = await newestPreview(tx, periodId);
  await tx.run(
    sql`insert into period_acceptance (network_id, period_id, run_id, accepted_at, accepted_on, period_rows_on, actor)
        values (${tx.networkId}, ${periodId}, ${runId}, ${now}, ${acceptedOn}, ${periodRowsOn}, ${actor})`,
  );
  await appendAcceptance(tx, { runId, breakageMinor: BigInt(summary.totals.breakageMinor), now, actor });
  await foldLedger(tx);
  // Whoever lost the run lock may have been swept: then its rows are gone.
  if (!(await finishRun(tx, { id: runId, now, durationMs: durationOf(summary), summary })))
    throw new AppError('run.stale');
  await tx.run(sql`delete from period_preview where network_id = ${tx.networkId} and period_id = ${periodId}`);
  await foldAccepted(tx, runId);
  await foldEstimates(tx);
  await appendAudit(tx, {
    at: now,
    actor,
    action: 'period.accepted',
    subject: `period:${periodId}`,
    after: { runId, rowHash: summary.rowHash, amountMinor: summary.amountMinor.toString(), rows: summary.rowCount },
  });
  await orderRelease(tx);
  await orderPreview(tx);
  return preview ? [preview.runId] : [];
}

const durationOf = ({ durationsMs }: { durationsMs: Record<'read' | 'compute' | 'write', number> }): number =>
  durationsMs.read + durationsMs.compute + durationsMs.write;
