import type { GenerationWalk, Order } from '#tests/second-opinion/document.ts';
import { partsOf } from '#tests/second-opinion/order-base.ts';
import { pathOf } from '#tests/second-opinion/order-path.ts';
import { standingFor } from '#tests/second-opinion/order-standing.ts';
import { sharesAt } from '#tests/second-opinion/primitives/level-walk.ts';
import { shareRow, type Row } from '#tests/second-opinion/row.ts';
import type { World } from '#tests/second-opinion/world.ts';

/** Pay by generations: groups between two leaders (plans 2.6). */
export function generationWalk(world: World, component: GenerationWalk, order: Order): Row[] {
  const parts = partsOf(world, component, order);
  const standing = standingFor(world, component, order);
  const path = pathOf(world, component, order, standing);
  const { boundary } = component;
  const buyer = order.own === true && !component.pay_buyer ? order.partner : null;
  const isCounted = (partner: number) => standing.qualifies(partner) || component.inactive_leader !== 'invisible';
  /** Whether a buyer who is not paid himself is the boundary below which the generation above begins (GEN-06). */
  const startsNext = (partner: number) =>
    component.leader_volume === 'next_generation' &&
    (standing.qualifies(partner) || component.inactive_leader === 'boundary');
  /** Leaders below a place in the path, as the earner there sees them: by one rank for all, or by his own. */
  const closedBelow = (place: number, rank: number) => {
    const below = path.slice(0, place).map(({ owner }) => owner);
    const counted = below.filter((partner) => standing.paidAs(partner) >= rank && isCounted(partner)).length;
    return counted + (buyer !== null && startsNext(buyer) && standing.paidAs(buyer) >= rank ? 1 : 0);
  };
  return path.flatMap(({ owner: earner }, place) => {
    const own = standing.paidAs(earner);
    const rank = boundary.kind === 'same_rank' ? own : world.place(boundary.rank);
    if (own < rank || !standing.qualifies(earner)) return [];
    const level = closedBelow(place, rank) + 1;
    const limit = component.generations.find((one) => world.place(one.rank) === own)?.at_most ?? 0;
    if (level > limit) return [];
    return sharesAt(world, component, parts, { paidAs: own, level }).flatMap((share) =>
      shareRow(world, component, order, { earner, level, ...share }),
    );
  });
}
