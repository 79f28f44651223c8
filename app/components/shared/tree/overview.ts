import { CARD, type PlacedMark } from '#app/components/shared/tree/picture-layout.ts';
import type { Mark, SlotMark } from '#app/domain/tree/picture.ts';

/** A column of the picture: everybody on one level, drawn or summed up. */
export interface OverviewLevel {
  /** Level in the network; steps from the focus where a level is not known. */
  readonly level: number;
  readonly partners: number;
  /** The column's left edge in the picture. */
  readonly x: number;
}

/** The picture's edges, and what stands in its columns, left to right. */
export interface Overview {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly levels: readonly OverviewLevel[];
}

/** How many partners a mark stands for. */
function partnersOf(mark: Exclude<Mark, SlotMark>): number {
  if (mark.kind === 'fold') return mark.hidden;
  return mark.kind === 'bundle' ? mark.bundle.count : 1;
}

/** What the overview shows of a picture that has at least its focus. */
export function overviewOf(marks: readonly PlacedMark[]): Overview {
  const levels = new Map<number, OverviewLevel>();
  for (const { mark, x } of marks) {
    if (mark.kind === 'slot') continue;
    const before = levels.get(mark.depth);
    const level = before?.level ?? (mark.kind === 'person' ? mark.person.level : null) ?? mark.depth - 1;
    levels.set(mark.depth, { level, x, partners: (before?.partners ?? 0) + partnersOf(mark) });
  }
  const xs = marks.map(({ x }) => x);
  const ys = marks.map(({ y }) => y);
  return {
    left: Math.min(...xs),
    right: Math.max(...xs) + CARD.width,
    top: Math.min(...ys) - CARD.height / 2,
    bottom: Math.max(...ys) + CARD.height / 2,
    levels: [...levels.entries()].sort(([a], [b]) => a - b).map(([, level]) => level),
  };
}

/** A part of the picture, in its own units. */
export interface View {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** First and last place among the levels of what a view holds; both are the nearest where it holds none whole. */
export function levelsInView({ levels }: Overview, view: View): { first: number; last: number } {
  const middleOf = ({ x }: OverviewLevel) => x + CARD.width / 2;
  const inside = levels.flatMap((level, place) =>
    middleOf(level) >= view.left && middleOf(level) <= view.right ? [place] : [],
  );
  const [first, last] = [inside.at(0), inside.at(-1)];
  if (first !== undefined && last !== undefined) return { first, last };
  const middle = (view.left + view.right) / 2;
  const distances = levels.map((level) => Math.abs(middleOf(level) - middle));
  const nearest = distances.indexOf(Math.min(...distances));
  return { first: nearest, last: nearest };
}
