import type { FastStart, Order } from '#tests/second-opinion/document.ts';
import { levelWalk } from '#tests/second-opinion/primitives/level-walk.ts';
import type { Row } from '#tests/second-opinion/row.ts';
import type { World } from '#tests/second-opinion/world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Levels of what a newcomer and his customers order in his first days; level 1 is his sponsor (plans 3, FST-01). */
export function fastStart(world: World, component: FastStart, order: Order): Row[] {
  const newcomer = world.given.partners.find(({ number }) => number === order.partner);
  if (newcomer === undefined) return [];
  const age = Date.parse(order.paid) - Date.parse(newcomer.joined);
  return age >= 0 && age < component.window_days * DAY_MS ? levelWalk(world, component, order) : [];
}
