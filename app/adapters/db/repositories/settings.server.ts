import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

const storedSchema = z.object({ version: z.int(), value: z.unknown(), recordedAt: z.date(), actor: z.string() });

/** One version of a setting, its value unread. */
export type StoredSetting = z.infer<typeof storedSchema>;

/** The version of a setting that counts; null before set-up. */
export function findSetting(tx: Tx, key: string): Promise<StoredSetting | null> {
  return tx.find(
    storedSchema,
    sql`select version, value, recorded_at as "recordedAt", actor from setting
         where network_id = ${tx.networkId} and key = ${key} order by version desc limit 1`,
  );
}

/** The versions of several settings that count, by key. */
export async function findSettings(tx: Tx, keys: readonly string[]): Promise<Map<string, StoredSetting>> {
  const rows = await tx.all(
    storedSchema.extend({ key: z.string() }),
    sql`select distinct on (key) key, version, value, recorded_at as "recordedAt", actor from setting
         where network_id = ${tx.networkId} and key = any(${keys}::text[]) order by key, version desc`,
  );
  return new Map(rows.map(({ key, ...stored }) => [key, stored]));
}

/** Adds a version. The number comes from the caller, who holds the key's counter. */
export async function insertSetting(tx: Tx, key: string, { version, value, recordedAt, actor }: StoredSetting) {
  await tx.run(
    sql`insert into setting (network_id, key, version, value, recorded_at, actor)
        values (${tx.networkId}, ${key}, ${version}, ${JSON.stringify(value)}::jsonb, ${recordedAt}, ${actor})`,
  );
}
