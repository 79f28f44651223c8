import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { SETTINGS, type SettingKey, type SettingValue } from '#app/domain/settings/settings.ts';

/** A setting and the version that is in force. */
export interface ReadSetting<K extends SettingKey> {
  version: number;
  value: SettingValue<K>;
}

/** The newest version of a setting; set-up writes the first. @throws InvariantError where there is none */
export async function readSetting<K extends SettingKey>(tx: Tx, key: K): Promise<ReadSetting<K>> {
  const stored = await tx.one(
    z.object({ version: z.int(), value: z.unknown() }),
    sql`select version, value from setting where network_id = ${tx.networkId} and key = ${key} order by version desc limit 1`,
  );
  return { version: stored.version, value: SETTINGS[key].parse(stored.value) as SettingValue<K> };
}
