import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import type { SettingValue } from '#app/domain/settings/settings.ts';
import { readSetting } from '#app/services/settings/read-setting.ts';
import { appendSetting } from '#app/services/settings/save-setting.ts';

export interface SaveProgramme {
  readonly networkId: NetworkId;
  readonly hold: SettingValue<'hold'>;
  readonly barredReasons: readonly string[];
  readonly actor: string;
  readonly now: Date;
}

/** Hold days and the reasons for which nothing is taken back: one form, two settings, one transaction. */
export function saveProgramme({ networkId, hold, barredReasons, actor, now }: SaveProgramme): Promise<void> {
  return inTransaction(networkId, async (tx) => {
    await appendSetting(tx, { key: 'hold', value: hold, actor, now });
    const { value } = await readSetting(tx, 'reversal');
    await appendSetting(tx, { key: 'reversal', value: { ...value, barredReasons: [...barredReasons] }, actor, now });
  });
}
