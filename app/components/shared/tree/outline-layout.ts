import type { HierarchyPointNode } from 'd3-hierarchy';
import type { Mark } from '#app/domain/tree/picture.ts';

const INDENT = 28;
const STEM = 14;

/** Where a mark stands in an outline: the middle of its left edge. */
interface Placed {
  readonly x: number;
  readonly y: number;
}

/**
 * Places for a narrow screen: every mark on a line of its own, children below their parent and a step to the right, so that
 * names stay as large as they are. The root's middle is 0.
 */
export function outlineOf(
  root: HierarchyPointNode<Mark>,
  heightOf: (mark: Mark) => number,
): ReadonlyMap<string, Placed> {
  const places = new Map<string, Placed>();
  let below = -heightOf(root.data) / 2;
  root.eachBefore((node) => {
    const height = heightOf(node.data);
    places.set(node.data.id, { x: node.depth * INDENT, y: below + height / 2 });
    below += height;
  });
  return places;
}

/** From below the parent down to the child's line, with a bend. */
export const outlinePath = (from: Placed, to: Placed): string =>
  `M${from.x + STEM},${from.y} V${to.y - STEM / 2} Q${from.x + STEM},${to.y} ${from.x + STEM + STEM / 2},${to.y} H${to.x}`;
