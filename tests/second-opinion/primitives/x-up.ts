import type { Order, XUp } from '#tests/second-opinion/document.ts';
import { partsOf, tableRates, type Part } from '#tests/second-opinion/order-base.ts';
import { treeInstant } from '#tests/second-opinion/order-path.ts';
import { standingFor } from '#tests/second-opinion/order-standing.ts';
import { levelsOf, sharesAt } from '#tests/second-opinion/primitives/level-walk.ts';
import { shareRow, type Row } from '#tests/second-opinion/row.ts';
import { sponsorAt } from '#tests/second-opinion/trees.ts';
import type { World } from '#tests/second-opinion/world.ts';

/** A recruit who has counted, of whom, and who is paid for him from then on. */
interface Recruit {
  readonly partner: number;
  readonly sponsor: number;
  readonly paySponsor: number;
}

/** The first x recruits of everybody are credited to his own pay sponsor (plans 2.8). Orders must come in order of time. */
export function xUp(world: World, component: XUp, order: Order): Row[] {
  const parts = partsOf(world, component, order);
  const depth = Math.max(0, ...parts.map(({ table }) => levelsOf(tableRates(component, table))));
  if (depth === 0) return [];
  // Late orders of an accepted period see nobody who counted since.
  const recruits = world.once<Recruit[]>(`recruits ${component.id} ${order.late_period ?? 'now'}`, () => []);
  const at = treeInstant(world, component, order);
  const sponsorOf = (partner: number) => sponsorAt(world.given, partner, at);
  const paySponsorOf = (partner: number) =>
    recruits.find((recruit) => recruit.partner === partner)?.paySponsor ?? sponsorOf(partner);
  if (!recruits.some(({ partner }) => partner === order.partner)) {
    const sponsor = sponsorOf(order.partner);
    const before = recruits.filter((recruit) => recruit.sponsor === sponsor).length;
    const stays = sponsor === 0 || sponsorOf(sponsor) === 0 || before >= component.x;
    recruits.push({ partner: order.partner, sponsor, paySponsor: stays ? sponsor : paySponsorOf(sponsor) });
  }
  const above = component.passes_up === 'downline' ? paySponsorOf : sponsorOf;
  const earners = (first: number, levels: number): number[] =>
    first === 0 || levels === 0 ? [] : [first, ...earners(above(first), levels - 1)];
  return earners(paySponsorOf(order.partner), depth).flatMap((earner, index) =>
    levelRows(world, component, { order, parts, earner, level: index + 1 }),
  );
}

interface Level {
  readonly order: Order;
  readonly parts: readonly Part[];
  readonly earner: number;
  readonly level: number;
}

/** Nobody is skipped: who does not qualify keeps his level, unpaid. */
function levelRows(world: World, component: XUp, { order, parts, earner, level }: Level): Row[] {
  const standing = standingFor(world, component, order);
  if (!standing.qualifies(earner)) return [];
  return sharesAt(world, component, parts, { paidAs: standing.paidAs(earner), level }).flatMap((share) =>
    shareRow(world, component, order, { earner, level, ...share }),
  );
}
