import { nextNumber } from '#app/adapters/db/recording.server.ts';
import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import { findSetting, insertSetting } from '#app/adapters/db/repositories/settings.server.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { SETTINGS, type SettingValue, type SettingKey } from '#app/domain/settings/settings.ts';

export interface SettingChange<K extends SettingKey> {
  readonly key: K;
  readonly value: SettingValue<K>;
  readonly actor: string;
  readonly now: Date;
}

/**
 * Writes a new version of a setting, which counts from `now` on, and says in the audit log what it was before. The value
 * that counts already is not written again, so a form that is sent twice makes one version. Answers the version that counts.
 */
export function saveSetting<K extends SettingKey>(networkId: NetworkId, change: SettingChange<K>): Promise<number> {
  return inTransaction(networkId, (tx) => appendSetting(tx, change));
}

/** The same inside the caller's transaction. */
export async function appendSetting<K extends SettingKey>(tx: Tx, change: SettingChange<K>): Promise<number> {
  const { key, actor, now } = change;
  const value = SETTINGS[key].parse(change.value);
  // The counter's row is held to the end: two savers of one key write one after the other.
  await nextNumber(tx, `setting:${key}`, 1);
  const before = await findSetting(tx, key);
  if (before && JSON.stringify(SETTINGS[key].parse(before.value)) === JSON.stringify(value)) return before.version;
  const version = (before?.version ?? 0) + 1;
  await insertSetting(tx, key, { version, value, recordedAt: now, actor });
  await appendAudit(tx, {
    at: now,
    actor,
    action: 'setting.saved',
    subject: `setting:${key}`,
    ...(before ? { before: before.value as Record<string, unknown> } : {}),
    after: value,
  });
  return version;
}
