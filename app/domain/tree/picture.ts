import { assert } from '#app/domain/assert.ts';
import type { PartnerStatus } from '#app/domain/partners/partner-status.ts';

/** A partner as a mark shows it; amounts are minor units as text, null until a run has seen the partner. */
export interface TreePerson {
  readonly number: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly status: PartnerStatus;
  readonly active: boolean | null;
  readonly level: number | null;
  readonly ownMinor: string | null;
  readonly teamMinor: string | null;
  readonly earnedMinor: string | null;
  readonly below: number | null;
  readonly hasChildren: boolean;
  /** In a placement tree `number` is the position's: whose it is, and on which slot it stands. */
  readonly place?: { readonly partner: number; readonly slot: number };
}

/** Those of somebody's children that are not shown, as one sum; what would take a walk to know is null. */
export interface TreeBundle {
  readonly count: number;
  readonly active: number | null;
  readonly value: string | null;
}

/** A part of somebody's children as it was loaded. */
export interface TreeBranch {
  readonly parent: number;
  readonly total: number;
  readonly offset: number;
  readonly nodes: readonly TreePerson[];
  readonly rest: TreeBundle | null;
  readonly folds: Readonly<Record<number, { readonly hidden: number; readonly end: TreePerson }>>;
  /** In a placement tree: the slots that nobody has. */
  readonly free?: readonly number[];
}

interface KnownChildren {
  readonly shown: readonly number[];
  readonly total: number;
  readonly rest: TreeBundle | null;
  readonly free: readonly number[];
}

/** What is loaded of a tree and what of it is open. Never changed: every step makes a new one. */
export interface TreeState {
  readonly focus: number;
  readonly people: ReadonlyMap<number, TreePerson>;
  readonly children: ReadonlyMap<number, KnownChildren>;
  /** Lines that go on one by one: what of them is shown, how many are folded, who ends them. */
  readonly lines: ReadonlyMap<number, { shown: readonly number[]; hidden: number; end: number }>;
  readonly open: ReadonlySet<number>;
}

/** A mark of the picture and a row of the grid. */
export type Mark = PersonMark | BundleMark | FoldMark | SlotMark;

interface Placed {
  /** Unique among the marks, and the same from step to step. */
  readonly id: string;
  /** Steps from the focus, which has 1. */
  readonly depth: number;
  /** True number of siblings, and the place among them from 1 on. */
  readonly setSize: number;
  readonly place: number;
  readonly children: readonly Mark[];
}

export interface PersonMark extends Placed {
  readonly kind: 'person';
  readonly person: TreePerson;
  readonly isOpen: boolean;
}

export interface BundleMark extends Placed {
  readonly kind: 'bundle';
  readonly parent: number;
  readonly offset: number;
  readonly bundle: TreeBundle;
}

/** A place that nobody has. */
export interface SlotMark extends Placed {
  readonly kind: 'slot';
  readonly slot: number;
}

export interface FoldMark extends Placed {
  readonly kind: 'fold';
  readonly start: number;
  /** Partners of the line that are shown already. */
  readonly skip: number;
  readonly hidden: number;
}

/** The state around a focus: its children, theirs where they are known, and lines open with their end. */
export function treeStateOf(focus: TreePerson, branches: readonly TreeBranch[]): TreeState {
  const empty: TreeState = {
    focus: focus.number,
    people: new Map([[focus.number, focus]]),
    children: new Map(),
    lines: new Map(),
    open: new Set([focus.number]),
  };
  return branches.reduce(withBranch, empty);
}

/** Adds a part of somebody's children behind those that are shown, and opens them. The same part again changes nothing. */
export function withBranch(state: TreeState, branch: TreeBranch): TreeState {
  const folds = Object.entries(branch.folds).map(([start, fold]) => ({ start: Number(start), ...fold }));
  const people = new Map(state.people);
  for (const person of [...branch.nodes, ...folds.map((fold) => fold.end)]) people.set(person.number, person);
  const before = state.children.get(branch.parent)?.shown ?? [];
  const shown = [...before.slice(0, branch.offset), ...branch.nodes.map((node) => node.number)];
  const children = new Map(state.children).set(branch.parent, {
    shown,
    total: branch.total,
    rest: branch.rest,
    free: branch.free ?? [],
  });
  const lines = new Map(state.lines);
  for (const { start, hidden, end } of folds) lines.set(start, { shown: [], hidden, end: end.number });
  const open = new Set([...state.open, branch.parent, ...folds.map((fold) => fold.start)]);
  return { ...state, people, children, lines, open };
}

/** Unfolds the next partners of a line. */
export function withLine(state: TreeState, start: number, part: readonly TreePerson[]): TreeState {
  const line = state.lines.get(start);
  assert(line, `no line begins at ${start}`);
  const people = new Map(state.people);
  for (const person of part) people.set(person.number, person);
  const fresh = part
    .map((person) => person.number)
    .filter((number) => number !== line.end && !line.shown.includes(number));
  const shown = [...line.shown, ...fresh].slice(0, line.shown.length + line.hidden);
  const hidden = line.hidden - (shown.length - line.shown.length);
  return { ...state, people, lines: new Map(state.lines).set(start, { ...line, shown, hidden }) };
}

/** Opens or closes somebody whose children are known. */
export function withOpen(state: TreeState, number: number, isOpen: boolean): TreeState {
  const open = new Set(state.open);
  if (isOpen) open.add(number);
  else open.delete(number);
  return { ...state, open };
}

/** True if opening somebody needs nothing more to be loaded. */
export const isLoaded = (state: TreeState, number: number): boolean =>
  state.children.has(number) || state.lines.has(number);

/** The focus with everything that is open below, as marks. */
export function marksOf(state: TreeState): PersonMark {
  return personMark(state, state.focus, { depth: 1, setSize: 1, place: 1 });
}

type Place = Pick<Placed, 'depth' | 'setSize' | 'place'>;

function personMark(state: TreeState, number: number, place: Place, line?: Mark): PersonMark {
  const person = state.people.get(number);
  assert(person, `not loaded: ${number}`);
  const isOpen = line !== undefined || state.open.has(number);
  const children = line ? [line] : isOpen ? childMarks(state, number, place.depth + 1) : [];
  return { kind: 'person', id: `p${number}`, person, isOpen: isOpen && children.length > 0, children, ...place };
}

function childMarks(state: TreeState, number: number, depth: number): Mark[] {
  const line = state.lines.get(number);
  if (line) return [lineMark(state, number, line, depth)];
  const known = state.children.get(number);
  if (!known) return [];
  const marks = slotBySlot(state, number, known, depth);
  if (!known.rest) return marks;
  const offset = known.shown.length;
  const bundle = { id: `m${number}`, depth, setSize: known.total, place: offset + 1, children: [] };
  return [...marks, { kind: 'bundle', parent: number, offset, bundle: known.rest, ...bundle }];
}

/** Those who are shown in their order; in a placement tree free slots stand between them. */
function slotBySlot(state: TreeState, parent: number, { shown, total, free }: KnownChildren, depth: number): Mark[] {
  const setSize = total + free.length;
  const slotOf = (child: number) => state.people.get(child)?.place?.slot ?? 0;
  const taken = shown.map((child) => ({ slot: slotOf(child), child }));
  const all = free.length === 0 ? taken : [...taken, ...free.map((slot) => ({ slot, child: null }))];
  if (free.length > 0) all.sort((a, b) => a.slot - b.slot);
  return all.map(({ slot, child }, index): Mark => {
    const place = { depth, setSize, place: index + 1 };
    if (child !== null) return personMark(state, child, place);
    return { kind: 'slot', id: `s${parent}:${slot}`, slot, children: [], ...place };
  });
}

/** A line from its shown partners over the folded ones to its end, each below the one before. */
function lineMark(
  state: TreeState,
  start: number,
  { shown, hidden, end }: { shown: readonly number[]; hidden: number; end: number },
  depth: number,
): Mark {
  const only = { setSize: 1, place: 1 };
  const endDepth = depth + shown.length + (hidden > 0 ? 1 : 0);
  let mark: Mark = personMark(state, end, { depth: endDepth, ...only });
  if (hidden > 0) {
    const fold = { id: `f${start}`, depth: depth + shown.length, ...only, children: [mark] };
    mark = { kind: 'fold', start, skip: shown.length, hidden, ...fold };
  }
  for (let index = shown.length - 1; index >= 0; index--) {
    mark = personMark(state, shown[index] as number, { depth: depth + index, ...only }, mark);
  }
  return mark;
}

/** All marks in the order in which they are read: parents before children. */
export function inReadingOrder(root: Mark): Mark[] {
  const marks: Mark[] = [];
  const waiting: Mark[] = [root];
  for (let mark = waiting.pop(); mark; mark = waiting.pop()) {
    marks.push(mark);
    waiting.push(...mark.children.toReversed());
  }
  return marks;
}
