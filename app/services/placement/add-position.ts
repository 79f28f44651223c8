import { keyOf, readPlaced } from '#app/adapters/db/repositories/placed.server.ts';
import { lockPartner } from '#app/adapters/db/repositories/partners.server.ts';
import { findPositions } from '#app/adapters/db/repositories/positions.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { addPosition as add } from '#app/domain/placement/place-by-hand.ts';
import { AppError } from '#app/errors.ts';
import { openTree, type TreeDeed } from '#app/services/placement/open-tree.ts';
import { recordSeat } from '#app/services/placement/record-seat.ts';

interface AddPosition extends TreeDeed {
  readonly networkId: NetworkId;
  readonly number: number;
  /** How many he has: sent twice, the second does nothing more. */
  readonly held: number;
}

/**
 * Gives somebody one more position: the next free place below his first by the tree's rule, from now on (plans 1.1).
 * @throws AppError 'place.no-tree', 'place.not-placed-yet', 'place.too-many', 'partner.wrong-status', partner.*
 */
export function addPosition(deed: AddPosition): Promise<{ changed: boolean }> {
  return inTransaction(deed.networkId, async (tx) => {
    const inForce = await openTree(tx, deed);
    const partner = await lockPartner(tx, deed.number);
    if (partner.status !== 'active') throw new AppError('partner.wrong-status', { status: partner.status });
    const held = (await findPositions(tx, keyOf(inForce), partner.number)).length;
    if (held !== deed.held) return { changed: false };
    const wish = { partner: partner.number, held, nowMs: deed.now.getTime() };
    const outcome = add(inForce.rule, await readPlaced(tx, inForce), wish);
    if (outcome.kind === 'refused') throw new AppError(`place.${outcome.reason}`);
    await recordSeat(tx, { inForce, seat: outcome.seat, place: held + 1 }, deed);
    return { changed: true };
  });
}
