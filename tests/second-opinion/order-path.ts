import { isHead } from '#tests/second-opinion/conditions.ts';
import type { Order, OrderComponent, OrderPaying } from '#tests/second-opinion/document.ts';
import type { Standing } from '#tests/second-opinion/order-standing.ts';
import { lastInstant, nodeOf, parentAt, upwards, type Node } from '#tests/second-opinion/trees.ts';
import type { World } from '#tests/second-opinion/world.ts';

/** Which tree counts: that of the paid instant, or the one at the period's end (plans 4.6). */
export const treeInstant = ({ given }: World, component: OrderComponent, order: Order) =>
  component.tree_as_of === 'order_time' ? Date.parse(order.paid) : lastInstant(given);

/** A group that broke away is found from the buyer on; other components say whether he may be paid. */
const paysBuyer = (component: OrderPaying) =>
  component.kind === 'breakaway' || ('pay_buyer' in component && component.pay_buyer);

/** Who may be paid for an order, nearest first: level 1 is whom it is attributed to, or the buyer's sponsor (design 9.2). */
function walkFrom(world: World, component: OrderPaying, order: Order): Node[] {
  const at = treeInstant(world, component, order);
  const partner = nodeOf(world.given, component.tree, order.partner);
  const startsAbove = component.kind === 'fast_start' || (order.own === true && !paysBuyer(component));
  const first = startsAbove && partner !== null ? parentAt(world.given, component.tree, partner, at) : partner;
  return upwards(world.given, component.tree, first, at);
}

type Walk = OrderPaying;

/** The nodes that a component looks at for an order: no more than its safety limit, and no further than the breakaway group. */
export function pathOf(world: World, component: Walk, order: Order, standing: Standing): Node[] {
  const most = 'max_physical_depth' in component ? component.max_physical_depth : Infinity;
  const path = walkFrom(world, component, order).slice(0, most);
  const stops = 'stops_at_breakaway' in component && component.stops_at_breakaway;
  return stops ? untilHead(world, order, path, standing) : path;
}

/** Where the walk ends: with the first head of a breakaway group, be it the buyer who is not paid himself (plans 2.3). */
function untilHead(world: World, order: Order, path: readonly Node[], standing: Standing): Node[] {
  const heads = (partner: number) => isHead(world, partner, standing);
  if (order.own === true && heads(order.partner) && path[0]?.owner !== order.partner) return [];
  const end = path.findIndex(({ owner }) => heads(owner));
  return end < 0 ? [...path] : path.slice(0, end + 1);
}
