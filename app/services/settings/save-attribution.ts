import { requestOf } from '#app/adapters/db/job-kind.ts';
import { enqueue } from '#app/adapters/db/queue.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import type { AttributionPolicy } from '#app/domain/attribution/policy.ts';
import { redecideOrdersKind } from '#app/services/orders/redecide-orders.ts';
import { appendSetting } from '#app/services/settings/save-setting.ts';

export interface SaveAttribution {
  readonly networkId: NetworkId;
  readonly policy: AttributionPolicy;
  readonly actor: string;
  readonly now: Date;
}

/** How orders find their partner from now on; orders of open periods are decided again. Answers the version that counts. */
export function saveAttribution({ networkId, policy, actor, now }: SaveAttribution): Promise<number> {
  return inTransaction(networkId, async (tx) => {
    const version = await appendSetting(tx, { key: 'attribution', value: policy, actor, now });
    await enqueue(tx, requestOf(redecideOrdersKind, { networkId }));
    return version;
  });
}
