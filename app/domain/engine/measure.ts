import type { Figures, TreeAtEnd } from '#app/domain/engine/figures.ts';
import {
  forChildren,
  groupParts,
  legHolds,
  ownInLegs,
  type GroupVolume,
  type Known,
  type Legs,
  type SponsoredInLegs,
} from '#app/domain/engine/predicate.ts';
import { PPM_ONE } from '#app/domain/money/minor.ts';
import type { MeasuredCondition } from '#app/domain/plan/measured.ts';

/** How much somebody (by index) has of what a condition asks for. */
type Measure = (partner: number) => number;

/**
 * The figure of a condition for everybody: it is met by whoever has at least what is asked (`predicateOf`, which stops as soon as it
 * knows). In the units of its volume, or a number of people, legs or customers.
 */
export function measured(condition: MeasuredCondition, figures: Figures, known: Known): Float64Array {
  const measure = measureOf(condition, figures, known);
  const values = new Float64Array(figures.partners);
  for (let partner = 1; partner < values.length; partner++) values[partner] = measure(partner);
  return values;
}

function measureOf(condition: MeasuredCondition, figures: Figures, known: Known): Measure {
  switch (condition.kind) {
    case 'own_volume':
      return valueIn(figures.volumes.by[condition.volume].own);
    case 'customer_volume':
      return valueIn(figures.volumes.by[condition.volume].customer);
    case 'personal_volume':
      return valueIn(figures.personal(condition.volume));
    case 'customers':
      return valueIn(figures.customers(condition.volume, condition.volume_each));
    case 'group_volume':
      return groupMeasure(condition, figures, known);
    case 'personally_sponsored':
    case 'legs':
      return legMeasure(condition, figures, known);
    case 'sponsored_in_legs':
      return ownLegMeasure(condition, figures, known);
  }
}

const valueIn =
  (values: Float64Array | Int32Array): Measure =>
  (partner) =>
    values[partner] as number;

/** What of the group counts: of each leg at most its share of what is asked, rounded down in all. */
function groupMeasure(condition: GroupVolume, figures: Figures, known: Known): Measure {
  const { tree, required, share, legMost, own, whole, legs } = groupParts(condition, figures, known);
  return (partner) => {
    const node = tree.tree.nodeOf[partner] as number;
    if (node < 0) return 0;
    const ownVolume = own[node] as number;
    const counted = (whole[node] as number) - (condition.includes_own ? 0 : ownVolume);
    if (share === PPM_ONE) return counted;
    let capped = 0;
    let rest = condition.includes_own ? ownVolume : 0;
    forChildren(tree, node, (child) => {
      const leg = legs[child] as number;
      if (leg > legMost) capped++;
      else rest += leg;
      return true;
    });
    if (capped === 0) return counted;
    return Math.min(counted, rest + Number((BigInt(required) * BigInt(capped * share)) / BigInt(PPM_ONE)));
  };
}

function legMeasure(condition: Legs, figures: Figures, known: Known): Measure {
  const id = condition.kind === 'legs' ? condition.tree : 'sponsor';
  const holds = legHolds(condition, figures, known, id);
  return counting(figures.tree(id), (_partner, leg) => holds(leg));
}

function ownLegMeasure(condition: SponsoredInLegs, figures: Figures, known: Known): Measure {
  return counting(figures.tree(condition.tree), ownInLegs(condition, figures, known));
}

function counting(tree: TreeAtEnd, holds: (partner: number, leg: number) => boolean): Measure {
  return (partner) => {
    const node = tree.tree.nodeOf[partner] as number;
    if (node < 0) return 0;
    let count = 0;
    forChildren(tree, node, (leg) => {
      if (holds(partner, leg)) count++;
      return true;
    });
    return count;
  };
}
