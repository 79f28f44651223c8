import { readPlaced } from '#app/adapters/db/repositories/placed.server.ts';
import { lockPartner } from '#app/adapters/db/repositories/partners.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { placeByHand as choose } from '#app/domain/placement/place-by-hand.ts';
import type { Slot } from '#app/domain/placement/placement-tree.ts';
import { AppError } from '#app/errors.ts';
import { openTree, type TreeDeed } from '#app/services/placement/open-tree.ts';
import { recordSeat } from '#app/services/placement/record-seat.ts';

interface PlaceByHand extends TreeDeed {
  readonly networkId: NetworkId;
  readonly number: number;
  readonly slot: Slot;
}

/**
 * Gives somebody who waits a free place below his sponsor, from now on, until his time in the holding tank is over (plans 1.1).
 * @throws AppError 'place.no-tree', 'place.placed-already', 'place.too-late', 'place.no-such-slot', 'place.taken',
 * 'place.not-below-sponsor', 'partner.wrong-status', partner.*
 */
export function placeByHand(deed: PlaceByHand): Promise<{ position: number }> {
  return inTransaction(deed.networkId, async (tx) => {
    const inForce = await openTree(tx, deed);
    const partner = await lockPartner(tx, deed.number);
    if (partner.status !== 'active' && partner.status !== 'suspended') {
      throw new AppError('partner.wrong-status', { status: partner.status });
    }
    const newcomer = { partner: partner.number, joinedMs: partner.joinedAt.getTime() };
    const wish = { slot: deed.slot, nowMs: deed.now.getTime() };
    const outcome = choose(inForce.rule, await readPlaced(tx, inForce), newcomer, wish);
    if (outcome.kind === 'refused') throw new AppError(`place.${outcome.reason}`);
    await recordSeat(tx, { inForce, seat: outcome.seat, place: 1 }, deed);
    return { position: outcome.seat.position };
  });
}
