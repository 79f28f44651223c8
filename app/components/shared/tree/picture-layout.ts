import { hierarchy, tree, type HierarchyPointNode } from 'd3-hierarchy';
import { outlineOf, outlinePath } from '#app/components/shared/tree/outline-layout.ts';
import { figureValue, type TreeFigureName } from '#app/components/shared/tree/tree-words.ts';
import { inReadingOrder, type Mark, type PersonMark } from '#app/domain/tree/picture.ts';

export const CARD = { width: 240, height: 84 };
const DOT_HEIGHT = 30;
const COLUMN = 330;
const GAP = 12;

/** So many cards and marks at most: further cards become dots, further marks are in the list. */
const CARDS_MAX = 50;
const MARKS_MAX = 400;

/** Cards are the focus, its children, and whoever was opened. */
const CARD_DEPTH = 2;

/** A mark with its place: the middle of its left edge. */
export interface PlacedMark {
  readonly mark: Mark;
  readonly x: number;
  readonly y: number;
  readonly isCard: boolean;
  /** 0 to 1 against the largest sibling. */
  readonly share: number;
  /** 0 to 4: fifths of what is in view. */
  readonly tint: number;
}

export interface PictureLink {
  readonly id: string;
  readonly path: string;
}

export interface Picture {
  readonly marks: readonly PlacedMark[];
  readonly links: readonly PictureLink[];
}

/** Left to right, or as an outline where it is narrow; siblings in their order, nothing is re-sorted while one looks. */
export function layoutOf(root: PersonMark, figure: TreeFigureName, isNarrow: boolean): Picture {
  const shown = new Set(
    inReadingOrder(root)
      .slice(0, MARKS_MAX)
      .map((mark) => mark.id),
  );
  const cards = cardsOf(root, shown);
  const heightOf = (mark: Mark) => (cards.has(mark.id) ? CARD.height : DOT_HEIGHT) + GAP;
  const placed = tree<Mark>()
    .nodeSize([1, COLUMN])
    .separation((a, b) => (heightOf(a.data) + heightOf(b.data)) / 2)(
    hierarchy<Mark>(root, (mark) => mark.children.filter((child) => shown.has(child.id))),
  );
  const outline = isNarrow ? outlineOf(placed, heightOf) : null;
  const placeOf = (node: HierarchyPointNode<Mark>) => outline?.get(node.data.id) ?? { x: node.y, y: node.x };
  const tintOf = tints(placed, figure);
  const marks: PlacedMark[] = [];
  const links: PictureLink[] = [];
  placed.each((node) => {
    marks.push({
      mark: node.data,
      ...placeOf(node),
      isCard: cards.has(node.data.id),
      share: shareOf(node, figure),
      tint: tintOf(node.data),
    });
    if (!node.parent) return;
    const path = outline ? outlinePath(placeOf(node.parent), placeOf(node)) : pathBetween(node.parent, node, cards);
    links.push({ id: node.data.id, path });
  });
  return { marks, links };
}

function cardsOf(root: PersonMark, shown: ReadonlySet<string>): ReadonlySet<string> {
  const people = inReadingOrder(root).filter((mark) => mark.kind === 'person' && shown.has(mark.id));
  const near = people.filter((mark) => mark.depth <= CARD_DEPTH);
  const opened = people.filter((mark) => mark.depth > CARD_DEPTH && mark.kind === 'person' && mark.isOpen);
  return new Set([...near, ...opened].slice(0, CARDS_MAX).map((mark) => mark.id));
}

/** Comparison only: what is shown is the exact text. */
function numeric(mark: Mark, figure: TreeFigureName): number {
  return mark.kind === 'person' ? Number(figureValue(mark.person, figure) ?? 0) : 0;
}

function shareOf(node: HierarchyPointNode<Mark>, figure: TreeFigureName): number {
  const siblings = node.parent?.children ?? [node];
  const largest = Math.max(...siblings.map((sibling) => numeric(sibling.data, figure)), 0);
  return largest > 0 ? Math.max(0, numeric(node.data, figure)) / largest : 0;
}

const TINTS = 5;

function tints(root: HierarchyPointNode<Mark>, figure: TreeFigureName): (mark: Mark) => number {
  const values = root
    .descendants()
    .flatMap(({ data }) => (data.kind === 'person' ? [numeric(data, figure)] : []))
    .sort((a, b) => a - b);
  const bounds = Array.from(
    { length: TINTS - 1 },
    (_, fifth) => values[Math.ceil(((fifth + 1) * values.length) / TINTS)],
  );
  return (mark) => bounds.filter((bound) => bound !== undefined && numeric(mark, figure) >= bound).length;
}

function pathBetween(from: HierarchyPointNode<Mark>, to: HierarchyPointNode<Mark>, cards: ReadonlySet<string>): string {
  const startX = from.y + (cards.has(from.data.id) ? CARD.width : DOT_HEIGHT);
  const middle = (startX + to.y) / 2;
  return `M${startX},${from.x} C${middle},${from.x} ${middle},${to.x} ${to.y},${to.x}`;
}
