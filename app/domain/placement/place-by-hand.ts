import {
  deadlineOf,
  nextSlot,
  sponsorsPosition,
  type Placed,
  type PlacementRule,
  type Seat,
  type Waiting,
} from '#app/domain/placement/place-waiting.ts';
import type { Slot } from '#app/domain/placement/placement-tree.ts';
import { widthOf } from '#app/domain/placement/rule-spans.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

/** What became of a wish. */
export type Placing =
  | { readonly kind: 'placed'; readonly seat: Seat }
  | {
      readonly kind: 'refused';
      readonly reason: 'placed-already' | 'too-late' | 'no-such-slot' | 'taken' | 'not-below-sponsor';
    };

/** A sponsor's choice for somebody in the holding tank: any free slot below the sponsor's position, until the deadline. */
export function placeByHand(
  rule: PlacementRule,
  placed: Placed,
  newcomer: Waiting,
  { slot, nowMs }: { slot: Slot; nowMs: number },
): Placing {
  const { tree } = placed;
  const { partner } = newcomer;
  if (placed.firstOf(partner) !== 0) return refused('placed-already');
  if (nowMs >= deadlineOf(newcomer, rule)) return refused('too-late');
  if (slot.parent <= HOUSE || slot.parent > tree.count || slot.slot < 0 || slot.slot >= widthOf(rule)) {
    return refused('no-such-slot');
  }
  if (tree.at(slot) !== 0) return refused('taken');
  const top = sponsorsPosition(partner, (each) => placed.sponsorOf(each, nowMs), placed.firstOf);
  if (!isBelow(placed, slot.parent, top)) return refused('not-below-sponsor');
  return { kind: 'placed', seat: { ...slot, partner, position: tree.add(slot), fromMs: nowMs } };
}

/** What became of the wish for one more position. */
export type Adding =
  | { readonly kind: 'placed'; readonly seat: Seat }
  | { readonly kind: 'refused'; readonly reason: 'not-placed-yet' | 'too-many' };

/** One more position of somebody who has one: the next free slot below his first, as far as the plan allows (plans 1.1). */
export function addPosition(
  rule: PlacementRule,
  placed: Placed,
  { partner, held, nowMs }: { partner: number; held: number; nowMs: number },
): Adding {
  const first = placed.firstOf(partner);
  if (first === 0) return { kind: 'refused', reason: 'not-placed-yet' };
  if (held >= rule.positions_per_partner) return { kind: 'refused', reason: 'too-many' };
  const slot = nextSlot(rule, placed, first);
  return { kind: 'placed', seat: { ...slot, partner, position: placed.tree.add(slot), fromMs: nowMs } };
}

function refused(reason: Extract<Placing, { kind: 'refused' }>['reason']): Placing {
  return { kind: 'refused', reason };
}

function isBelow({ tree }: Placed, position: number, top: number): boolean {
  let above = position;
  while (above !== top && above !== HOUSE) above = tree.parentOf(above);
  return above === top;
}
