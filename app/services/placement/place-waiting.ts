import { appendPositions, partnersWithoutPosition } from '#app/adapters/db/repositories/positions.server.ts';
import { lockFactsShared, lockPlacement, nextRecordedSeqs } from '#app/adapters/db/recording.server.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';
import { holdingMs, placeWaiting as seatsFor, type Waiting } from '#app/domain/placement/place-waiting.ts';
import { keyOf, readPlaced } from '#app/adapters/db/repositories/placed.server.ts';
import { placementRules, type RuleInForce } from '#app/adapters/db/repositories/placement-rules.server.ts';

const ACTOR = 'plan';
const FIRST_PLACE = 1;

/**
 * Places everybody whose time in the holding tank is over by the rule of the plan, each tree in one transaction: ahead of every
 * preview, so that figures never miss a place that somebody has. Safe twice: whoever is placed does not wait. Answers how many
 * were placed.
 */
export async function placeWaiting({ networkId, now }: { networkId: NetworkId; now: Date }): Promise<number> {
  const rules = await inTransaction(networkId, (tx) => placementRules(tx, now));
  let placed = 0;
  for (const rule of rules) {
    const isAnybodyDue = await inTransaction(networkId, async (tx) => (await dueBy(tx, rule)).length > 0);
    if (isAnybodyDue) placed += await inTransaction(networkId, (tx) => placeDue(tx, rule, now));
  }
  return placed;
}

/** Who has no place yet and may not be placed by hand any more, by this rule. */
const dueBy = (tx: Tx, inForce: RuleInForce): Promise<Waiting[]> =>
  partnersWithoutPosition(tx, keyOf(inForce), inForce.dueMs - holdingMs(inForce.rule));

async function placeDue(tx: Tx, { programmeId, rule: { id } }: RuleInForce, now: Date): Promise<number> {
  await lockPlacement(tx);
  await lockFactsShared(tx);
  // Only now: an acceptance may have moved the instant from which places hold, or closed the tree.
  const rules = await placementRules(tx, now);
  let count = 0;
  for (const inForce of rules.filter((each) => each.programmeId === programmeId && each.rule.id === id)) {
    const waiting = await dueBy(tx, inForce);
    if (waiting.length === 0) continue;
    const seats = seatsFor(inForce.rule, await readPlaced(tx, inForce), waiting, inForce.dueMs);
    const seqs = await nextRecordedSeqs(tx, seats.length);
    const positions = seats.map(({ partner, position, fromMs, parent, slot }, index) => {
      const recordedSeq = seqs[index];
      assert(recordedSeq !== undefined, 'a number for every fact');
      const where = { number: position, owner: partner, place: FIRST_PLACE, parent, slot, validFrom: new Date(fromMs) };
      return { ...where, recordedSeq, reason: '', actor: ACTOR, recordedAt: now };
    });
    await appendPositions(tx, keyOf(inForce), positions);
    count += seats.length;
  }
  return count;
}
