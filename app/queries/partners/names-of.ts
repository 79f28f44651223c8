import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/** Partners' names by number. */
export async function namesOf(tx: Tx, numbers: readonly number[]): Promise<Map<number, string>> {
  const rows = await tx.all(
    z.object({ number: z.int(), name: z.string() }),
    sql`select number, trim(first_name || ' ' || last_name) as name from partner
         where network_id = ${tx.networkId} and number = any(${[...new Set(numbers)]}::int[])`,
  );
  return new Map(rows.map(({ number, name }) => [number, name]));
}
