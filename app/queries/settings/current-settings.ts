import { findSetting } from '#app/adapters/db/repositories/settings.server.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';
import { SETTINGS, type SettingKey, type SettingValue } from '#app/domain/settings/settings.ts';

/** A setting as a page shows it: what counts, and since when. */
export interface ShownSetting<K extends SettingKey> {
  readonly value: SettingValue<K>;
  readonly version: number;
  readonly since: string;
}

async function shown<K extends SettingKey>(tx: Tx, key: K): Promise<ShownSetting<K>> {
  const stored = await findSetting(tx, key);
  assert(stored, `network ${tx.networkId} has no setting ${key}`);
  const value = SETTINGS[key].parse(stored.value) as SettingValue<K>;
  return { value, version: stored.version, since: stored.recordedAt.toISOString() };
}

/** Several settings of a network at once, by key. */
export function currentSettings<K extends SettingKey>(
  networkId: NetworkId,
  keys: readonly K[],
): Promise<{ [P in K]: ShownSetting<P> }> {
  return inTransaction(networkId, async (tx) => {
    const found: [K, ShownSetting<K>][] = [];
    for (const key of keys) found.push([key, await shown(tx, key)]);
    return Object.fromEntries(found) as { [P in K]: ShownSetting<P> };
  });
}
