import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import { keyOf } from '#app/adapters/db/repositories/placed.server.ts';
import type { RuleInForce } from '#app/adapters/db/repositories/placement-rules.server.ts';
import { appendPositions } from '#app/adapters/db/repositories/positions.server.ts';
import { nextRecordedSeqs } from '#app/adapters/db/recording.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';
import type { Seat } from '#app/domain/placement/place-waiting.ts';
import { orderPreview } from '#app/services/runs/order-preview.ts';
import type { TreeDeed } from '#app/services/placement/open-tree.ts';

/** Appends a place that staff gave, leaves its trace, and orders fresh figures. `place`: which of his in this tree, from 1. */
export async function recordSeat(
  tx: Tx,
  { inForce, seat, place }: { inForce: RuleInForce; seat: Seat; place: number },
  { actor, now, reason }: TreeDeed,
): Promise<void> {
  const [recordedSeq] = await nextRecordedSeqs(tx, 1);
  assert(recordedSeq !== undefined, 'a number for the fact');
  const { partner: owner, position: number, parent, slot, fromMs } = seat;
  const validFrom = new Date(fromMs);
  const position = { recordedSeq, number, owner, place, parent, slot, validFrom, reason, actor, recordedAt: now };
  await appendPositions(tx, keyOf(inForce), [position]);
  await appendAudit(tx, {
    at: now,
    actor,
    action: place === 1 ? 'partner.placed' : 'partner.position-added',
    subject: `partner:${owner}`,
    after: { tree: inForce.rule.id, position: number, below: parent, slot, validFrom: validFrom.toISOString() },
    reason,
  });
  await orderPreview(tx);
}
