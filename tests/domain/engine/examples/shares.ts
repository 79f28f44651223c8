import { assert } from '#app/domain/assert.ts';
import { Fraction } from '#app/domain/engine/fraction.ts';
import type { Component } from '#app/domain/engine/registry.ts';
import { allocate } from '#app/domain/money/allocate.ts';
import { parseMinor, toDecimal } from '#app/domain/money/currency.ts';
import { minor, PPM_ONE, ppm } from '#app/domain/money/minor.ts';
import { ppmOf, rateOf } from '#app/domain/plan/fields.ts';
import type { Described, Outcome, PlanOf } from '#tests/domain/engine/examples/format.ts';
import { alone } from '#tests/domain/engine/examples/sales.ts';
import { byLevel } from '#tests/domain/engine/examples/walks.ts';
import {
  CV,
  DEPTH,
  EUR,
  ORDER_FIELDS,
  ownSales,
  PERIOD_FIELDS,
  rankId,
  runWorld,
  totalOf,
  type Sale,
} from '#tests/domain/engine/examples/world.ts';

/** Pays each of its orders in full: for earnings that an example gives. */
const given = (id: string): Component => ({
  ...ORDER_FIELDS,
  kind: 'percent_of_order',
  id,
  earner: 'attributed_partner',
  rates: { kind: 'flat', rate: '1' },
  tagged_rates: [],
});
const earned = (partner: string, amount: string): Sale => ({ partner, own: false, amount });

export function matchingLevel(plan: PlanOf<'matching_level'>, { tree, earnings }: Described): Outcome {
  const bonuses = [...new Set(earnings.map(({ bonus }) => bonus))];
  assert(bonuses.length === 1, 'earnings of several bonuses');
  const match: Component = {
    ...PERIOD_FIELDS,
    ...DEPTH,
    kind: 'matching',
    id: 'matching',
    tree: 'sponsor',
    of: bonuses,
    earnings: 'net',
    path: { kind: 'levels', rates: byLevel(plan.rates_by_level), compression: { kind: 'none' } },
  };
  const sales = earnings.map(({ partner, amount }) => earned(partner, amount));
  const { rows } = runWorld({ people: tree, components: [...bonuses.map(given), match], sales });
  return { rows: rows.filter(({ bonus }) => bonus === match.id) };
}

/** The sponsor has no name in the example. */
export function matchDown(plan: PlanOf<'match_down'>): Outcome {
  const sponsor = { id: 'the sponsor', sponsor: null };
  const children = plan.children.map((id) => ({ id, sponsor: sponsor.id }));
  const match: Component = {
    ...PERIOD_FIELDS,
    kind: 'match_down',
    id: 'match_down',
    tree: 'sponsor',
    of: ['earned'],
    earnings: 'net',
    rate: plan.rate,
  };
  const { rows } = runWorld({
    people: [sponsor, ...children],
    components: [given('earned'), match],
    sales: [earned(sponsor.id, plan.match_up_earned)],
  });
  return { rows: rows.filter(({ bonus }) => bonus === match.id) };
}

interface Shares {
  readonly partner: string;
  readonly shares: string;
}

/** Everybody has a rank of his own, with his shares. */
function poolOf(rate: string, members: readonly Shares[]): { component: Component; ladder: string[] } {
  const ladder = members.map(({ partner }) => partner);
  const ranks = members.map(({ partner, shares }) => ({ rank: rankId(ladder, partner), shares: Number(shares) }));
  const component: Component = {
    ...PERIOD_FIELDS,
    kind: 'pool',
    id: 'pool',
    base: CV,
    rate,
    shares: { kind: 'by_rank', ranks },
    top: null,
    no_qualifiers: 'company_keeps',
  };
  return { component, ladder };
}

const ranked = (members: readonly Shares[]) =>
  members.map(({ partner }) => ({ id: partner, sponsor: null, rank: partner }));

/** Whoever has volume and no points takes no part. The value of a point is what one of them is allocated of the fund. */
export function pointsPool(plan: PlanOf<'points_pool'>, { volumes }: Described): Outcome {
  const members = plan.points.map(({ partner, points: shares }) => ({ partner, shares }));
  const { component, ladder } = poolOf(plan.pool_rate, members);
  const buyers = alone(volumes.flatMap(({ partner = '' }) => partner));
  const people = [...ranked(members), ...buyers];
  const { rows, result } = runWorld({ people, ladder, components: [component], sales: ownSales(volumes) });
  const points = members.flatMap(({ shares }) => Array.from({ length: Number(shares) }, () => 1n));
  const [value = minor(0n)] = allocate(parseMinor(result.totals.budget, EUR), points);
  return { rows, state: { point_value: toDecimal(value, EUR) } };
}

/** The volume of the market belongs to nobody who takes part. */
export function sharePool(plan: PlanOf<'share_pool'>): Outcome {
  const { component, ladder } = poolOf(plan.pool_rate, plan.participants);
  const sales = [{ partner: null, own: false, amount: plan.volume }];
  return runWorld({ people: ranked(plan.participants), ladder, components: [component], sales });
}

/**
 * The cap is the company's, a share of net volume. Without a volume of its own, what everybody earns is the volume and the cap
 * leaves all but the reduction. Earnings beyond those that are named belong to others.
 */
export function payoutCap(plan: PlanOf<'payout_cap'>): Outcome {
  const named = plan.raw.map(({ partner, amount }) => ({ partner, amount }));
  const total = plan.raw_total ?? totalOf(named.map(({ amount }) => amount));
  const rest = minor(parseMinor(total, EUR) - parseMinor(totalOf(named.map(({ amount }) => amount)), EUR));
  const all = rest === 0n ? named : [...named, { partner: 'others', amount: toDecimal(rest, EUR) }];
  const rate = plan.cap_rate ?? rateOf(ppm(PPM_ONE - ppmOf(plan.reduction ?? '0')));
  const id = 'capped_total';
  const { rows, result } = runWorld({
    people: alone(all.map(({ partner }) => partner)),
    components: [given(id)],
    caps: { company: { kind: 'share', rate, components: [id] } },
    sales: [
      { partner: null, own: false, amount: '0', net: plan.volume ?? total },
      ...all.map(({ partner, amount }) => ({ ...earned(partner, amount), net: '0' })),
    ],
  });
  const { paid, budget } = result.totals;
  const factor = new Fraction(parseMinor(paid, EUR), parseMinor(budget, EUR));
  return {
    rows: rows.filter(({ partner }) => partner !== 'others'),
    state: { factor: `${factor.numerator}/${factor.denominator}` },
  };
}
