import type { TestDatabase } from '#tests/database/test-database.ts';
import type { NetworkId } from '#app/adapters/db/transaction.server.ts';

/** Rows of a network's newest previews: `1003 level 1 1000`. */
export const estimatesOf = async (database: TestDatabase, networkId: NetworkId): Promise<string[]> =>
  (
    await database.asOwner<{ row: string }>(
      `select e.earner || ' level ' || e.level || ' ' || e.amount_minor as row from estimate e
         join period_preview p on p.network_id = e.network_id and p.run_id = e.run_id
        where e.network_id = $1 order by e.row_no`,
      [networkId],
    )
  ).map(({ row }) => row);
