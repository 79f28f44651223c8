import type { Facts, Placement } from '#app/domain/engine/facts.ts';
import { placeWaiting, type PlacementRule } from '#app/domain/placement/place-waiting.ts';
import { PlacementTree } from '#app/domain/placement/placement-tree.ts';
import { widthOf } from '#app/domain/placement/rule-spans.ts';
import type { Tree } from '#app/domain/plan/trees.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';
import { inForceAt } from '#app/domain/tree/dated.ts';

/**
 * The facts of a period as they would be had a plan's placement trees been there all along: a tree in which nobody stands is filled by
 * its rule, in order of joining, without volumes to compare. For trying a plan; trees with places stay as they are.
 */
export function withTriedPlaces(facts: Facts, { trees }: { readonly trees: readonly Tree[] }): Facts {
  const isFilled = (id: string) => facts.placements.some(({ tree }) => tree === id);
  const empty = trees.filter((tree): tree is PlacementRule => tree.kind !== 'sponsor' && !isFilled(tree.id));
  if (empty.length === 0) return facts;
  return { ...facts, placements: [...facts.placements, ...empty.map((rule) => triedPlaces(facts, rule))] };
}

function triedPlaces({ partners, edges, period }: Facts, rule: PlacementRule): Placement {
  const most = partners.number.reduce((greatest, number) => Math.max(greatest, number), HOUSE) + 1;
  const sponsor = inForceAt(edges, { partners: most, atMs: period.endMs - 1, absent: HOUSE });
  const placed = {
    tree: new PlacementTree(widthOf(rule), { parent: new Int32Array(1), slot: new Int32Array(1) }),
    firstOf: () => HOUSE,
    sponsorOf: (partner: number) => sponsor[partner] as number,
    placedAtMs: () => -Infinity,
    opensMs: -Infinity,
    volume: new Float64Array(0),
  };
  const waiting = Array.from(partners.number, (partner, row) => {
    return { partner, joinedMs: partners.joinedMs[row] as number };
  });
  const seats = placeWaiting(rule, placed, waiting, period.endMs - 1);
  return {
    tree: rule.id,
    positions: {
      number: Int32Array.from(seats, ({ position }) => position),
      owner: Int32Array.from(seats, ({ partner }) => partner),
    },
    edges: {
      partner: Int32Array.from(seats, ({ position }) => position),
      value: Int32Array.from(seats, ({ parent }) => parent),
      validFromMs: Float64Array.from(seats, ({ fromMs }) => fromMs),
      recordedSeq: Float64Array.from(seats, (_, index) => index),
    },
    slot: Int32Array.from(seats, ({ slot }) => slot),
  };
}
