import { assert } from '#app/domain/assert.ts';
import type { Figures, TreeAtEnd } from '#app/domain/engine/figures.ts';
import { legMostOf } from '#app/domain/engine/leg-most.ts';
import { PPM_ONE, type Ppm } from '#app/domain/money/minor.ts';
import type { Condition } from '#app/domain/plan/condition.ts';
import { ppmOf } from '#app/domain/plan/fields.ts';
import type { VolumeKind } from '#app/domain/plan/volumes.ts';

/** Whether a partner (by index) meets a condition. */
export type Predicate = (partner: number) => boolean;

/**
 * What is known of partners while a predicate is asked. `rank`, `bestBelow` and `ownGroup` of a partner's downline are final
 * when the partner himself is asked: ranks are found from below.
 */
export interface Known {
  readonly isActive: Uint8Array;
  /** Active with an active status at the period's end: who counts in somebody else's condition. */
  readonly isActiveNow: Uint8Array;
  readonly rank: Uint8Array;
  readonly title: Uint8Array;
  /** The best paid-as rank in a partner's sponsor leg, himself included. */
  readonly bestBelow: Uint8Array;
  /** Group volume by kind without groups that broke away; 0 for the head of one, seen from above. */
  readonly ownGroup: ReadonlyMap<VolumeKind, OwnGroup>;
  rankOf(id: string): number;
}

/** Volume of a partner's group without breakaway groups, and what of it counts for the line above. */
export interface OwnGroup {
  readonly volume: Float64Array;
  readonly passedUp: Float64Array;
}

/** A condition of the plan as a question. */
export function predicateOf(condition: Condition, figures: Figures, known: Known): Predicate {
  switch (condition.kind) {
    case 'none':
      return () => true;
    case 'all': {
      const parts = condition.of.map((part) => predicateOf(part, figures, known));
      return (partner) => parts.every((part) => part(partner));
    }
    case 'any': {
      const parts = condition.of.map((part) => predicateOf(part, figures, known));
      return (partner) => parts.some((part) => part(partner));
    }
    case 'not': {
      const part = predicateOf(condition.of, figures, known);
      return (partner) => !part(partner);
    }
    case 'active':
      return (partner) => known.isActive[partner] === 1;
    case 'own_volume':
    case 'customer_volume':
    case 'personal_volume':
      return atLeast(
        sourced(condition.kind, condition.volume, figures),
        figures.units(condition.volume, condition.at_least),
      );
    case 'customer_orders':
      return atLeast(figures.volumes.customerOrders, condition.at_least);
    case 'customers':
      return atLeast(figures.customers(condition.volume, condition.volume_each), condition.at_least);
    case 'group_volume':
      return groupPredicate(condition, figures, known);
    case 'personally_sponsored':
    case 'legs':
      return legPredicate(condition, figures, known);
    case 'sponsored_in_legs':
      return sponsoredInLegs(condition, figures, known);
    case 'rank':
      return atLeast(known.rank, known.rankOf(condition.at_least));
    case 'title_rank':
      return atLeast(known.title, known.rankOf(condition.at_least));
  }
}

function atLeast(values: Float64Array | Int32Array | Uint8Array, least: number): Predicate {
  return (partner) => (values[partner] as number) >= least;
}

function sourced(kind: 'own_volume' | 'customer_volume' | 'personal_volume', volume: VolumeKind, figures: Figures) {
  if (kind === 'personal_volume') return figures.personal(volume);
  const { own, customer } = figures.volumes.by[volume];
  return kind === 'own_volume' ? own : customer;
}

/** Calls `see` with the children of a node, in the order of their index, until it says stop. */
export function forChildren({ preorder }: TreeAtEnd, node: number, see: (child: number) => boolean): void {
  const end = preorder.subtreeEnd[node] as number;
  let place = (preorder.position[node] as number) + 1;
  while (place < end) {
    const child = preorder.order[place] as number;
    if (!see(child)) return;
    place = preorder.subtreeEnd[child] as number;
  }
}

export type GroupVolume = Extract<Condition, { kind: 'group_volume' }>;

/** What a condition on group volume looks at, by node of its tree. */
interface GroupParts {
  readonly tree: TreeAtEnd;
  readonly required: number;
  /** The most that one leg counts for, as a share of what is required, and in whole units. */
  readonly share: Ppm;
  readonly legMost: number;
  /** Personal volume, volume with everything below that counts, and what of it counts for the node above. */
  readonly own: Float64Array;
  readonly whole: Float64Array;
  readonly legs: Float64Array;
}

export function groupParts(condition: GroupVolume, figures: Figures, known: Known): GroupParts {
  const required = figures.units(condition.volume, condition.at_least);
  const group = known.ownGroup.get(condition.volume);
  assert(!condition.without_breakaway || group, 'own groups that nobody counted');
  const whole =
    condition.without_breakaway && group
      ? group.volume
      : condition.levels === null
        ? figures.group(condition.tree, condition.volume)
        : figures.team(condition.tree, condition.volume, condition.levels);
  const legs =
    condition.without_breakaway && group
      ? group.passedUp
      : condition.levels === null
        ? whole
        : figures.team(condition.tree, condition.volume, condition.levels - 1);
  const share = ppmOf(condition.max_leg_share);
  const own = figures.byNode(condition.tree, condition.volume);
  return { tree: figures.tree(condition.tree), required, share, legMost: legMostOf(required, share), own, whole, legs };
}

/**
 * Volume of the downline. Where legs are capped, a leg counts for at most its share of the requirement (RNK-01): with k legs
 * above it and the sum s of all others that is s >= requirement × (1 - k × share), compared in whole numbers.
 */
function groupPredicate(condition: GroupVolume, figures: Figures, known: Known): Predicate {
  const { tree, required, share, legMost, own, whole, legs } = groupParts(condition, figures, known);
  return (partner) => {
    const node = tree.tree.nodeOf[partner] as number;
    if (node < 0) return false;
    const ownVolume = own[node] as number;
    const counted = (whole[node] as number) - (condition.includes_own ? 0 : ownVolume);
    if (share === PPM_ONE || counted < required) return counted >= required;
    let capped = 0;
    let rest = condition.includes_own ? ownVolume : 0;
    forChildren(tree, node, (child) => {
      const leg = legs[child] as number;
      if (leg > legMost) capped++;
      else rest += leg;
      return true;
    });
    return BigInt(rest) * BigInt(PPM_ONE) >= BigInt(required) * BigInt(PPM_ONE - capped * share);
  };
}

export type Legs = Extract<Condition, { kind: 'personally_sponsored' | 'legs' }>;

/** Counts legs, or people on the first level, that hold whom the condition asks for. */
function legPredicate(condition: Legs, figures: Figures, known: Known): Predicate {
  const id = condition.kind === 'legs' ? condition.tree : 'sponsor';
  const tree = figures.tree(id);
  const holds = legHolds(condition, figures, known, id);
  return (partner) => {
    const node = tree.tree.nodeOf[partner] as number;
    if (node < 0) return false;
    let missing = condition.at_least;
    forChildren(tree, node, (child) => {
      if (holds(child)) missing--;
      return missing > 0;
    });
    return missing <= 0;
  };
}

/** Whether a leg, by its first node, holds whom the condition asks for. */
export function legHolds(condition: Legs, figures: Figures, known: Known, tree: string): (child: number) => boolean {
  const { owner } = figures.tree(tree).tree;
  if (condition.kind === 'personally_sponsored') return isWanted(condition, known);
  if (condition.rank !== null) {
    const least = known.rankOf(condition.rank);
    const ranks = condition.within === 'leg' ? known.bestBelow : known.rank;
    return (child) => (ranks[child] as number) >= least;
  }
  if (condition.within === 'first_level') return (child) => known.isActiveNow[owner[child] as number] === 1;
  const active = figures.activeBelow(tree, known.isActiveNow);
  return (child) => (active[child] as number) > 0;
}

/** Whether somebody whom he sponsored counts: active if asked, and of the rank. */
function isWanted({ rank, is_active: isActive }: { rank: string | null; is_active: boolean }, known: Known): Predicate {
  const least = rank === null ? 0 : known.rankOf(rank);
  return (partner) => (!isActive || known.isActiveNow[partner] === 1) && (known.rank[partner] as number) >= least;
}

export type SponsoredInLegs = Extract<Condition, { kind: 'sponsored_in_legs' }>;

/** Legs with enough people of his own. */
function sponsoredInLegs(condition: SponsoredInLegs, figures: Figures, known: Known): Predicate {
  const tree = figures.tree(condition.tree);
  const holds = ownInLegs(condition, figures, known);
  return (partner) => {
    const node = tree.tree.nodeOf[partner] as number;
    if (node < 0) return false;
    let missing = condition.legs;
    forChildren(tree, node, (leg) => {
      if (holds(partner, leg)) missing--;
      return missing > 0;
    });
    return missing <= 0;
  };
}

/**
 * Whether a leg, by its first node, holds enough people whom a partner sponsored himself. Ranks of those are final whatever the tree: they
 * stand below him in the sponsor tree.
 */
export function ownInLegs(condition: SponsoredInLegs, figures: Figures, known: Known) {
  const tree = figures.tree(condition.tree);
  const sponsors = figures.tree('sponsor');
  const counts = isWanted(condition, known);
  const { position, subtreeEnd } = tree.preorder;
  // In the sponsor tree everybody whom he sponsored heads a leg.
  const inLeg = (leg: number, recruit: number): boolean => {
    const node = tree.tree.nodeOf[recruit] as number;
    if (node < 0) return false;
    const place = position[node] as number;
    return place >= (position[leg] as number) && place < (subtreeEnd[leg] as number);
  };
  return (partner: number, leg: number): boolean => {
    if (tree === sponsors) return condition.at_least === 1 && counts(leg);
    let missing = condition.at_least;
    forChildren(sponsors, partner, (recruit) => {
      if (counts(recruit) && inLeg(leg, recruit)) missing--;
      return missing > 0;
    });
    return missing <= 0;
  };
}
