import { meets } from '#tests/second-opinion/conditions.ts';
import type { Pool } from '#tests/second-opinion/document.ts';
import { compare, decimal, rounded, split, times, whole, type Fraction } from '#tests/second-opinion/fraction.ts';
import { legVolume } from '#tests/second-opinion/groups.ts';
import { worthOf } from '#tests/second-opinion/order-base.ts';
import { isPaidForPeriod } from '#tests/second-opinion/order-standing.ts';
import { knownIn, paidAs } from '#tests/second-opinion/ranks.ts';
import { periodRow, type Row } from '#tests/second-opinion/row.ts';
import { companyVolume, customerVolume, ordersOf, ownVolume, personalVolume } from '#tests/second-opinion/volumes.ts';
import type { World } from '#tests/second-opinion/world.ts';

const SCALE = 1_000_000n;

/** A share of the company's volume for everybody who qualifies, by his shares (plans 3, POOL-01 to POOL-04). */
export function pool(world: World, component: Pool): Row[] {
  if (component.base.volume === 'margin') throw new RangeError('a pool of margins');
  const sold = companyVolume(world.rewarded.given, component.base.volume);
  const base = sold.over < 0n ? whole(0) : sold;
  const rate = decimal(component.rate);
  const fund = rounded(times(worthOf(world, component, base), rate), component.rounding);
  const sharers = world.given.partners
    .map(({ number }) => ({ partner: number, shares: sharesOf(world, component, number) }))
    .filter(({ partner, shares }) => shares.over > 0n && isPaidForPeriod(world, component, partner))
    .toSorted(
      (a, b) =>
        compare(b.shares, a.shares) || lastSale(world, a.partner) - lastSale(world, b.partner) || a.partner - b.partner,
    )
    .slice(0, component.top ?? undefined)
    .toSorted((a, b) => a.partner - b.partner);
  const weights = sharers.map(({ shares }) => (shares.over * SCALE) / shares.under);
  return split(fund, weights).flatMap((amount, index) => {
    const earner = sharers[index]?.partner;
    if (amount === 0n || earner === undefined) return [];
    return [periodRow(world, component, { earner, source: 0, level: 0, rate, base }, amount)];
  });
}

/** A later sale ranks lower (plans 4.2). */
const lastSale = ({ given }: World, partner: number) =>
  Math.max(0, ...ordersOf(given, partner).map(({ paid }) => Date.parse(paid)));

function sharesOf(world: World, { shares }: Pool, partner: number): Fraction {
  const { given } = world.rewarded;
  switch (shares.kind) {
    case 'equal':
      return whole(1);
    case 'by_rank':
      return whole(shares.ranks.find(({ rank }) => world.place(rank) === paidAs(world, partner))?.shares ?? 0);
    case 'points':
      return whole(
        shares.rules
          .filter(({ when }) => meets(world, when, partner, knownIn(world)))
          .reduce((sum, { points }) => sum + points, 0),
      );
    case 'by_volume':
      if (shares.figure === 'own_volume') return ownVolume(given, partner, shares.volume);
      if (shares.figure === 'customer_volume') return customerVolume(given, partner, shares.volume);
      if (shares.figure === 'personal_volume') return personalVolume(given, partner, shares.volume);
      return groupOf(world.rewarded, partner, shares.volume);
  }
}

function groupOf(world: World, partner: number, volume: 'net' | 'pv' | 'cv'): Fraction {
  const all = { tree: 'sponsor', volume, without_breakaway: false };
  return legVolume(world, all, { node: partner, owner: partner }, null, () => false);
}
