import { findNetwork } from '#app/adapters/db/repositories/networks.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import type { PlanHome } from '#app/domain/compliance/profile.ts';
import { AppError } from '#app/errors.ts';

/** Where the network's plans count. @throws AppError 'network.not-found' */
export async function planHome(tx: Tx): Promise<PlanHome> {
  const network = await findNetwork(tx, tx.networkId);
  if (!network) throw new AppError('network.not-found');
  return network;
}
