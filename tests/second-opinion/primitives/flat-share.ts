import type { FlatRates, Order, PercentOfOrder, RetailProfit } from '#tests/second-opinion/document.ts';
import { decimal, type Fraction } from '#tests/second-opinion/fraction.ts';
import { partsOf, tableRates } from '#tests/second-opinion/order-base.ts';
import { treeInstant } from '#tests/second-opinion/order-path.ts';
import { standingFor } from '#tests/second-opinion/order-standing.ts';
import { rankRate } from '#tests/second-opinion/primitives/differential-walk.ts';
import { byRate } from '#tests/second-opinion/primitives/rate-groups.ts';
import { shareRow, type Row } from '#tests/second-opinion/row.ts';
import { nodeOf, parentAt } from '#tests/second-opinion/trees.ts';
import type { World } from '#tests/second-opinion/world.ts';

/** A share of an order to one partner: customer commission, rebate, affiliate, retail profit (plans 3). */
export function flatShare(world: World, component: PercentOfOrder | RetailProfit, order: Order): Row[] {
  const standing = standingFor(world, component, order);
  const earner = earnerOf(world, component, order);
  if (earner === null || !standing.qualifies(earner)) return [];
  const rateOf = (rates: FlatRates): Fraction =>
    rates.kind === 'flat' ? decimal(rates.rate) : rankRate(world, rates.ranks, standing.paidAs(earner));
  const shares = byRate(
    partsOf(world, component, order).map(({ table, base }) => ({ rate: rateOf(tableRates(component, table)), base })),
  );
  return shares.flatMap((share) => shareRow(world, component, order, { earner, level: 1, ...share }));
}

function earnerOf(world: World, component: PercentOfOrder | RetailProfit, order: Order): number | null {
  const node = nodeOf(world.given, component.tree, order.partner);
  const whose = component.kind === 'retail_profit' ? 'attributed_partner' : component.earner;
  if (whose === 'attributed_partner') return order.own === true ? null : order.partner;
  if (whose === 'buyer') return order.own === true ? order.partner : null;
  const above =
    node === null ? null : parentAt(world.given, component.tree, node, treeInstant(world, component, order));
  return above?.owner ?? null;
}
