import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { AppError } from '#app/errors.ts';
import { rowKeySchema } from '#app/queries/commissions/filters.ts';
import { explainRows, type RowExplanation } from '#app/queries/explain/explain-rows.ts';

/** Why one row is what it is. @throws AppError 'row.not-found' for a key that leads to no row of the network */
export function explainRowByKey(networkId: NetworkId, text: string, now: Date): Promise<RowExplanation> {
  return inTransaction(networkId, async (tx) => {
    const key = rowKeySchema.safeParse(text);
    const found = key.success ? (await explainRows(tx, { keys: [key.data], now })).get(key.data.key) : undefined;
    if (!found) throw new AppError('row.not-found');
    return found;
  });
}
