import { findNetwork } from '#app/adapters/db/repositories/networks.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { startOfDay } from '#app/adapters/time/calendar-days.ts';
import { assert } from '#app/domain/assert.ts';
import { moveSponsor, type MoveSponsor } from '#app/services/partners/move-sponsor.ts';

/** A move from the first instant of a day in the network's time zone (`YYYY-MM-DD`). @throws as `moveSponsor` */
export async function moveOnDay(
  move: Omit<MoveSponsor, 'validFrom'> & { validOn: string },
): Promise<{ changed: boolean }> {
  const network = await inTransaction(move.networkId, (tx) => findNetwork(tx, move.networkId));
  assert(network, `no network ${move.networkId}`);
  return moveSponsor({ ...move, validFrom: startOfDay(network.timeZone, move.validOn) });
}
