import { z } from 'zod';
import { requestOf, type JobKind } from '#app/adapters/db/job-kind.ts';
import { enqueue } from '#app/adapters/db/queue.server.ts';
import { networkIdSchema, type Tx } from '#app/adapters/db/transaction.server.ts';

const payload = z.object({
  networkId: networkIdSchema,
  /** True for an order that has waited for its turn already. */
  hasWaited: z.boolean().default(false),
});

/** Orders previews of every period of a network that facts have touched; copies that wait collapse into one. */
export const orderPreviewKind: JobKind<typeof payload> = {
  name: 'order-preview',
  payload,
  key: ({ networkId }) => `order-preview:${networkId}`,
  attemptsMax: 12,
};

/** Orders fresh figures for the transaction's network; to be called wherever a fact is recorded. */
export function orderPreview(tx: Tx): Promise<void> {
  return enqueue(tx, requestOf(orderPreviewKind, { networkId: tx.networkId }));
}
