import { requestOf } from '#app/adapters/db/job-kind.ts';
import { enqueue } from '#app/adapters/db/queue.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { settleWaitingKind } from '#app/services/orders/settle-waiting.ts';
import { appendSetting } from '#app/services/settings/save-setting.ts';

export interface SaveMoney {
  readonly networkId: NetworkId;
  /** Minor units of the network's currency, as text. */
  readonly minimumMinor: string;
  /** Network currency per unit of a shop's other currency, by that currency. */
  readonly rates: Readonly<Record<string, string>>;
  readonly actor: string;
  readonly now: Date;
}

/** The smallest payout and the rates of exchange: one form, two settings, one transaction. Orders that waited for a rate go on. */
export function saveMoney({ networkId, minimumMinor, rates, actor, now }: SaveMoney): Promise<void> {
  return inTransaction(networkId, async (tx) => {
    await appendSetting(tx, { key: 'payout', value: { minimumMinor }, actor, now });
    await appendSetting(tx, { key: 'exchange', value: { rates: { ...rates } }, actor, now });
    await enqueue(tx, requestOf(settleWaitingKind, { networkId }));
  });
}
