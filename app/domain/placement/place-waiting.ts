import type { PlacementTree, Slot } from '#app/domain/placement/placement-tree.ts';
import type { Tree } from '#app/domain/plan/trees.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

const DAY_MS = 86_400_000;

/** A tree of the plan in which people are placed. */
export type PlacementRule = Extract<Tree, { kind: 'binary' | 'matrix' }>;

/** Somebody who has a sponsor and no place yet. Numbers as people see them. */
export interface Waiting {
  readonly partner: number;
  readonly joinedMs: number;
}

/** Who stands where: the tree, whose position is whose, and who recommended whom. */
export interface Placed {
  readonly tree: PlacementTree;
  /** A partner's first position; 0 if he has none. */
  firstOf(partner: number): number;
  /** Somebody's sponsor at an instant; 0 the house account. */
  sponsorOf(partner: number, atMs: number): number;
  /** Since when a position has its place. */
  placedAtMs(position: number): number;
  /** Nobody gets a place from before it: when the tree began, or the end of what is accepted. */
  readonly opensMs: number;
  /** Of each position and everybody below it, from the last run: what `weaker_leg` compares. */
  readonly volume: Float64Array;
}

/** A place that somebody got, and from when. */
export interface Seat extends Slot {
  readonly partner: number;
  readonly position: number;
  readonly fromMs: number;
}

/** How long somebody may wait in the holding tank of a tree. */
export const holdingMs = ({ holding_days: days }: PlacementRule): number => days * DAY_MS;

/** Until when somebody may be placed by hand; at that instant the rule places him (plans 1.1, holding tank). */
export function deadlineOf({ joinedMs }: Waiting, rule: PlacementRule): number {
  return joinedMs + holdingMs(rule);
}

/** The order in which newcomers are placed: who joined earlier, then the lower number (plans 2.4, 4.2). */
export function inOrderOfJoining(waiting: readonly Waiting[]): Waiting[] {
  return [...waiting].sort((a, b) => a.joinedMs - b.joinedMs || a.partner - b.partner);
}

/**
 * Places everybody whose time in the holding tank is over, by the tree's rule, in order of joining. Result: the seats in that
 * order; the tree has them by then. Who still waits is not among them. A seat holds from the deadline on, but neither from before
 * the tree is open nor from before the place above it had its owner.
 */
export function placeWaiting(rule: PlacementRule, placed: Placed, waiting: readonly Waiting[], nowMs: number): Seat[] {
  const seats: Seat[] = [];
  const before = placed.tree.count;
  const placedNow = new Map<number, number>();
  const firstOf = (partner: number) => placedNow.get(partner) ?? placed.firstOf(partner);
  const sinceMs = (position: number) =>
    position > before ? (seats[position - before - 1] as Seat).fromMs : placed.placedAtMs(position);
  for (const newcomer of inOrderOfJoining(waiting)) {
    const deadlineMs = deadlineOf(newcomer, rule);
    if (deadlineMs > nowMs) continue;
    const { partner } = newcomer;
    const dueMs = Math.max(deadlineMs, placed.opensMs);
    const below = sponsorsPosition(partner, (each) => placed.sponsorOf(each, dueMs), firstOf);
    const slot = nextSlot(rule, placed, below);
    const fromMs = slot.parent === HOUSE ? dueMs : Math.max(dueMs, sinceMs(slot.parent));
    const position = placed.tree.add(slot);
    placedNow.set(partner, position);
    seats.push({ ...slot, partner, position, fromMs });
  }
  return seats;
}

/** The first position of the sponsor; while he has none himself, of the nearest one above him who has. 0: the house account's. */
export function sponsorsPosition(
  partner: number,
  sponsorOf: (partner: number) => number,
  firstOf: (partner: number) => number,
): number {
  for (let above = sponsorOf(partner); above !== HOUSE; above = sponsorOf(above)) {
    const position = firstOf(above);
    if (position !== 0) return position;
  }
  return HOUSE;
}

/** The next free slot below a position by the rule of the tree (plans 2.4). */
export function nextSlot(rule: PlacementRule, { tree, volume }: Placed, below: number): Slot {
  switch (rule.spillover) {
    case 'breadth_first':
      return tree.breadthFirst(below);
    case 'depth_first':
      return tree.depthFirst(below, rule.height);
    case 'left':
    case 'right':
      return tree.outerEdge(below, rule.spillover);
    case 'weaker_leg':
      return tree.weakerLeg(below, volume);
  }
}
