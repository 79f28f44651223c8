import type { Component, Order, OrderComponent } from '#tests/second-opinion/document.ts';
import { lastInstant, nodeOf, parentAt, upwards, type Node } from '#tests/second-opinion/trees.ts';
import type { World } from '#tests/second-opinion/world.ts';

/** Which tree counts: that of the paid instant, or the one at the period's end (plans 4.6). */
export const treeInstant = ({ given }: World, component: OrderComponent, order: Order) =>
  component.tree_as_of === 'order_time' ? Date.parse(order.paid) : lastInstant(given);

/** Who may be paid for an order, nearest first: level 1 is whom it is attributed to, or the buyer's sponsor (design 9.2). */
export function walkFrom(world: World, component: Component & OrderComponent, order: Order): Node[] {
  const at = treeInstant(world, component, order);
  const partner = nodeOf(world.given, component.tree, order.partner);
  const startsAbove = order.own === true && !('pay_buyer' in component && component.pay_buyer);
  const first = startsAbove && partner !== null ? parentAt(world.given, component.tree, partner, at) : partner;
  return upwards(world.given, component.tree, first, at);
}
