import { findNetwork } from '#app/adapters/db/repositories/networks.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { AppError } from '#app/errors.ts';

/** The currency in which the network's plan and ledger count. @throws AppError 'network.not-found' */
export async function currencyOfNetwork(tx: Tx): Promise<string> {
  const network = await findNetwork(tx, tx.networkId);
  if (!network) throw new AppError('network.not-found');
  return network.currency;
}
