import type { PlacementTree, Slot } from '#app/domain/placement/placement-tree.ts';

/** Free places at and below a position, level by level from the left, `most` at the utmost: what somebody may choose from. */
export function freeSlots(
  tree: PlacementTree,
  { below, width, most }: { below: number; width: number; most: number },
): Slot[] {
  const free: Slot[] = [];
  const waiting = [below];
  for (let at = 0; at < waiting.length && free.length < most; at++) {
    const parent = waiting[at] as number;
    for (let slot = 0; slot < width && free.length < most; slot++) {
      const child = tree.at({ parent, slot });
      if (child === 0) free.push({ parent, slot });
      else waiting.push(child);
    }
  }
  return free;
}
