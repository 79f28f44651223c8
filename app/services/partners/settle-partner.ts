import { edgesOf } from '#app/adapters/db/repositories/edges.server.ts';
import { findPartner, setPartnerSponsor } from '#app/adapters/db/repositories/partners.server.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { lockFactsShared } from '#app/adapters/db/recording.server.ts';
import { orderPreview } from '#app/services/runs/order-preview.ts';

/** Brings the cached sponsor to what the dated edges say at `now`. */
export async function settleSponsor(tx: Tx, number: number, now: Date): Promise<void> {
  const edges = await edgesOf(tx, number);
  const inForce = edges.findLast((edge) => edge.validFrom <= now);
  if (inForce) await setPartnerSponsor(tx, { number, sponsor: inForce.sponsor });
}

/** A move that was dated ahead takes effect. Safe twice and late. */
export function settlePartner(due: { networkId: NetworkId; number: number; now: Date }): Promise<void> {
  return inTransaction(due.networkId, async (tx) => {
    await lockFactsShared(tx);
    if (!(await findPartner(tx, due.number))) return; // the network was erased meanwhile
    await settleSponsor(tx, due.number, due.now);
    await orderPreview(tx);
  });
}
