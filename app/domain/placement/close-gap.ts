import type { PlacementRule } from '#app/domain/placement/place-waiting.ts';
import type { PlacementTree, Slot } from '#app/domain/placement/placement-tree.ts';

/** A position that gets another place. */
export interface Move extends Slot {
  readonly position: number;
}

/** What a termination does to a placement tree. */
export type Gap =
  /** The slot stays, its position is inactive. */
  | { readonly kind: 'held' }
  /** Moving people changes other people's money: not inside an open period (plans 2.4). */
  | { readonly kind: 'refused'; readonly reason: 'inside-a-period' }
  /** The position is gone; the moves are to be written as edges of one instant. */
  | { readonly kind: 'closed'; readonly moves: readonly Move[]; readonly tank: readonly number[] };

/**
 * Closes the gap that a terminated position leaves (plans 2.4), as of the start of a period. `promote_earliest`: the child that was
 * placed first takes the slot, its own one goes to its earliest child, and so on down; the others keep their slots below whoever
 * stands above them then. `holding_tank`: the children go to the tank with everybody below them, in order of their slots.
 */
export function closeGap(
  { gap }: PlacementRule,
  { tree, placedAtMs, width }: { tree: PlacementTree; placedAtMs: Float64Array; width: number },
  { position, isPeriodStart }: { position: number; isPeriodStart: boolean },
): Gap {
  if (gap === 'hold_slot') return { kind: 'held' };
  if (!isPeriodStart) return { kind: 'refused', reason: 'inside-a-period' };
  const childrenOf = (parent: number) =>
    Array.from({ length: width }, (_, slot) => tree.at({ parent, slot })).filter((child) => child !== 0);
  if (gap === 'holding_tank') return { kind: 'closed', moves: [], tank: childrenOf(position) };
  const moves: Move[] = [];
  let vacant: Slot = { parent: tree.parentOf(position), slot: tree.slotOf(position) };
  let left = position;
  for (;;) {
    const children = childrenOf(left);
    const heir = earliestOf(children, placedAtMs);
    if (heir === undefined) return { kind: 'closed', moves, tank: [] };
    moves.push({ position: heir, ...vacant });
    for (const child of children) {
      if (child !== heir) moves.push({ position: child, parent: heir, slot: tree.slotOf(child) });
    }
    // His new children keep their slots, so his own old ones have to go on: the earliest into the slot he had.
    vacant = { parent: heir, slot: tree.slotOf(heir) };
    left = heir;
  }
}

function earliestOf(positions: readonly number[], placedAtMs: Float64Array): number | undefined {
  return [...positions].sort((a, b) => (placedAtMs[a] as number) - (placedAtMs[b] as number) || a - b)[0];
}
