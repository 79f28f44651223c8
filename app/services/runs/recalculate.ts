import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { AppError } from '#app/errors.ts';
import { loadPeriod } from '#app/services/periods/load-periods.ts';
import { orderPreview } from '#app/services/runs/order-preview.ts';

/** Orders a new preview although no fact asks for one. @throws AppError 'period.not-found', 'period.accepted' */
export function recalculate(networkId: NetworkId, periodId: number): Promise<void> {
  return inTransaction(networkId, async (tx) => {
    const period = await loadPeriod(tx, periodId);
    if (period.acceptedRunId !== null) throw new AppError('period.accepted');
    await tx.run(
      sql`update period_preview set stale = true where network_id = ${networkId} and period_id = ${periodId}`,
    );
    await orderPreview(tx);
  });
}
