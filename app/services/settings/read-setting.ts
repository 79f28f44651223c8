import { findSetting, findSettings, type StoredSetting } from '#app/adapters/db/repositories/settings.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';
import { SETTINGS, type SettingValue, type SettingKey } from '#app/domain/settings/settings.ts';

/** A setting as it counts now. */
export interface CurrentSetting<K extends SettingKey> {
  readonly value: SettingValue<K>;
  readonly version: number;
  /** From when it counts. */
  readonly recordedAt: Date;
}

function currentOf<K extends SettingKey>(tx: Tx, key: K, stored: StoredSetting | null | undefined): CurrentSetting<K> {
  assert(stored, `network ${tx.networkId} has no setting ${key}`);
  const value = SETTINGS[key].parse(stored.value) as SettingValue<K>;
  return { value, version: stored.version, recordedAt: stored.recordedAt };
}

/** The version of a setting that counts now. @throws InvariantError in a network that was not set up */
export async function readSetting<K extends SettingKey>(tx: Tx, key: K): Promise<CurrentSetting<K>> {
  return currentOf(tx, key, await findSetting(tx, key));
}

/** The same for several settings, in one statement. @throws InvariantError in a network that was not set up */
export async function readSettings<K extends SettingKey>(
  tx: Tx,
  keys: readonly K[],
): Promise<{ [Key in K]: CurrentSetting<Key> }> {
  const stored = await findSettings(tx, keys);
  return Object.fromEntries(keys.map((key) => [key, currentOf(tx, key, stored.get(key))])) as {
    [Key in K]: CurrentSetting<Key>;
  };
}
