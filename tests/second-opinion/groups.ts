import type { Condition } from '#tests/second-opinion/document.ts';
import { compare, decimal, least, plus, times, total, whole, type Fraction } from '#tests/second-opinion/fraction.ts';
import { nodeOf, type Node } from '#tests/second-opinion/trees.ts';
import { personalVolume } from '#tests/second-opinion/volumes.ts';
import type { World } from '#tests/second-opinion/world.ts';

export type GroupCondition = Extract<Condition, { kind: 'group_volume' }>;

/** Volume at a node: that of its owner where it is his first position, else nothing. */
export function volumeAt(
  world: World,
  { tree, volume }: Pick<GroupCondition, 'tree' | 'volume'>,
  node: Node,
): Fraction {
  const first = nodeOf(world.given, tree, node.owner);
  if (first?.node !== node.node) return whole(0);
  return world.once(`personal ${node.owner} ${volume}`, () => personalVolume(world.given, node.owner, volume));
}

/** Volume of a node and what hangs below it, `levels` deep, down to heads of groups of their own (plans 1.2). */
export function legVolume(
  world: World,
  condition: Pick<GroupCondition, 'tree' | 'volume' | 'without_breakaway'>,
  node: Node,
  levels: number | null,
  isHead: (partner: number) => boolean,
): Fraction {
  if (levels === 0 || (condition.without_breakaway && isHead(node.owner))) return whole(0);
  const below = levels === null ? null : levels - 1;
  const work = () =>
    plus(
      volumeAt(world, condition, node),
      total(world.children(condition.tree, node).map((child) => legVolume(world, condition, child, below, isHead))),
    );
  return levels === null && !condition.without_breakaway
    ? world.once(`leg ${condition.tree} ${condition.volume} ${node.node}`, work)
    : work();
}

/** Whether a partner's group has the volume; of the requirement at most `max_leg_share` counts from one leg (RNK-01). */
export function hasGroupVolume(
  world: World,
  condition: GroupCondition,
  partner: number,
  isHead: (partner: number) => boolean,
): boolean {
  const required = decimal(condition.at_least);
  const node = nodeOf(world.given, condition.tree, partner);
  // Who has no place in a tree yet has no group there, and his volume counts in the sponsor tree only (plans 1.1).
  if (node === null) return false;
  const own = condition.includes_own ? personalVolume(world.given, partner, condition.volume) : whole(0);
  const most = times(required, decimal(condition.max_leg_share));
  const legs = world.children(condition.tree, node);
  const credited = legs.map((leg) => least(legVolume(world, condition, leg, condition.levels, isHead), most));
  return compare(plus(own, total(credited)), required) >= 0;
}
