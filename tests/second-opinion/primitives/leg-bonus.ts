import type { LegBonus } from '#tests/second-opinion/document.ts';
import { compare, decimal } from '#tests/second-opinion/fraction.ts';
import { legVolume } from '#tests/second-opinion/groups.ts';
import { isPaidForPeriod } from '#tests/second-opinion/order-standing.ts';
import { rankRate } from '#tests/second-opinion/primitives/differential-walk.ts';
import { paidAs } from '#tests/second-opinion/ranks.ts';
import { volumeRow, type Row } from '#tests/second-opinion/row.ts';
import { nodeOf } from '#tests/second-opinion/trees.ts';
import type { World } from '#tests/second-opinion/world.ts';

/** A share of the volume of some legs, one row per leg; the level is its place among them by volume. */
export function legBonus(world: World, component: LegBonus): Row[] {
  return world.given.partners.flatMap(({ number }) =>
    isPaidForPeriod(world, component, number) ? legsOf(world, component, number) : [],
  );
}

function legsOf(world: World, component: LegBonus, earner: number): Row[] {
  const { tree, base, levels, rates } = component;
  const node = nodeOf(world.given, tree, earner);
  if (node === null || base.volume === 'margin') return [];
  const rate = rates.kind === 'same' ? decimal(rates.rate) : rankRate(world, rates.ranks, paidAs(world, earner));
  const looked = { tree, volume: base.volume, without_breakaway: false };
  const legs = world
    .children(tree, node)
    .map((leg) => ({ head: leg.node, volume: legVolume(world.rewarded, looked, leg, levels, () => false) }))
    .toSorted((a, b) => compare(b.volume, a.volume) || a.head - b.head);
  return legs.flatMap(({ head, volume }, index) => {
    const level = index + 1;
    if (volume.over <= 0n || rate.over === 0n || !counts(component.legs, level, legs.length)) return [];
    return volumeRow(world, component, { earner, source: head, level, rate, base: volume });
  });
}

function counts(legs: LegBonus['legs'], place: number, all: number): boolean {
  switch (legs.kind) {
    case 'all':
      return true;
    case 'all_but_strongest':
      return place !== 1;
    case 'strongest':
      return place === 1;
    case 'weakest':
      return place === all;
    case 'places':
      return legs.places.includes(place);
  }
}
