import type { Condition } from '#tests/second-opinion/document.ts';
import { compare, decimal } from '#tests/second-opinion/fraction.ts';
import { hasGroupVolume } from '#tests/second-opinion/groups.ts';
import { lastInstant, nodeOf, sponsorAt, type Node } from '#tests/second-opinion/trees.ts';
import {
  customerOrders,
  customerVolume,
  customersWith,
  ownVolume,
  personalVolume,
  volumeOf,
} from '#tests/second-opinion/volumes.ts';
import type { World } from '#tests/second-opinion/world.ts';

/** What a condition may ask of partners beside volumes; places on the ladder, 0 for none. */
export interface Known {
  readonly isActive: (partner: number) => boolean;
  /** With an active status when the period ends: who counts for somebody else. */
  readonly isActiveAtEnd: (partner: number) => boolean;
  readonly paidAs: (partner: number) => number;
  readonly title: (partner: number) => number;
}

/** Whether a partner meets a condition in the period (plans 1.3). */
export function meets(world: World, condition: Condition, partner: number, known: Known): boolean {
  const { given } = world;
  switch (condition.kind) {
    case 'none':
      return true;
    case 'active':
      return known.isActive(partner);
    case 'all':
      return condition.of.every((inner) => meets(world, inner, partner, known));
    case 'any':
      return condition.of.some((inner) => meets(world, inner, partner, known));
    case 'not':
      return !meets(world, condition.of, partner, known);
    case 'own_volume':
      return compare(ownVolume(given, partner, condition.volume), decimal(condition.at_least)) >= 0;
    case 'customer_volume':
      return compare(customerVolume(given, partner, condition.volume), decimal(condition.at_least)) >= 0;
    case 'personal_volume':
      return compare(personalVolume(given, partner, condition.volume), decimal(condition.at_least)) >= 0;
    case 'customer_orders':
      return paidOrders(world, partner) >= condition.at_least;
    case 'customers':
      return customersWith(given, partner, condition.volume, decimal(condition.volume_each)) >= condition.at_least;
    case 'group_volume':
      return hasGroupVolume(world, condition, partner, (other) => isHead(world, other, known));
    case 'personally_sponsored':
      return (
        sponsoredBy(world, partner).filter((other) => isWanted(world, condition, other, known)).length >=
        condition.at_least
      );
    case 'legs':
      return legsWith(world, condition, partner, known) >= condition.at_least;
    case 'sponsored_in_legs':
      return legsWithOwn(world, condition, partner, known) >= condition.legs;
    case 'rank':
      return known.paidAs(partner) >= world.place(condition.at_least);
    case 'title_rank':
      return known.title(partner) >= world.place(condition.at_least);
  }
}

/** Orders of customers that are not refunded in full. */
function paidOrders({ given }: World, partner: number): number {
  return customerOrders(given, partner).filter((order) => volumeOf(given.plan, order, 'net').over > 0n).length;
}

function sponsoredBy({ given }: World, partner: number): number[] {
  return given.partners
    .map(({ number }) => number)
    .filter((other) => sponsorAt(given, other, lastInstant(given)) === partner);
}

type Wanted = { rank: string | null; is_active: boolean };

function isWanted(world: World, { rank, is_active: isActive }: Wanted, partner: number, known: Known): boolean {
  return (!isActive || known.isActiveAtEnd(partner)) && (rank === null || known.paidAs(partner) >= world.place(rank));
}

type Legs = Extract<Condition, { kind: 'legs' }>;

function legsWith(world: World, condition: Legs, partner: number, known: Known): number {
  const node = nodeOf(world.given, condition.tree, partner);
  if (node === null) return 0;
  const counts = ({ owner }: Node) =>
    condition.rank === null ? known.isActiveAtEnd(owner) : known.paidAs(owner) >= world.place(condition.rank);
  const holds = (leg: Node): boolean =>
    counts(leg) || (condition.within === 'leg' && world.children(condition.tree, leg).some(holds));
  return world.children(condition.tree, node).filter(holds).length;
}

/** Legs in which enough people stand whom he sponsored himself. */
function legsWithOwn(
  world: World,
  condition: Extract<Condition, { kind: 'sponsored_in_legs' }>,
  partner: number,
  known: Known,
): number {
  const node = nodeOf(world.given, condition.tree, partner);
  if (node === null) return 0;
  const firsts = sponsoredBy(world, partner)
    .filter((other) => isWanted(world, condition, other, known))
    .map((other) => nodeOf(world.given, condition.tree, other)?.node);
  const ownIn = (leg: Node): number =>
    firsts.filter((first) => first === leg.node).length +
    world.children(condition.tree, leg).reduce((sum, child) => sum + ownIn(child), 0);
  return world.children(condition.tree, node).filter((leg) => ownIn(leg) >= condition.at_least).length;
}

/** Whether a partner heads a breakaway group (plans 2.3). */
export function isHead(world: World, partner: number, known: Pick<Known, 'paidAs' | 'title'>): boolean {
  const { breakaway_rank: rank, breakaway_by: by } = world.plan.ranks;
  if (rank === null) return false;
  const held = by === 'paid_as' ? known.paidAs(partner) : known.title(partner);
  return held >= world.place(rank);
}
