import { assert } from '#app/domain/assert.ts';
import type { Component } from '#app/domain/engine/registry.ts';
import { parseMinor, toDecimal } from '#app/domain/money/currency.ts';
import { minor } from '#app/domain/money/minor.ts';
import type { Described, Outcome, Person, PlanOf } from '#tests/domain/engine/examples/format.ts';
import {
  addedUp,
  CV,
  EUR,
  ORDER_FIELDS,
  PERIOD_FIELDS,
  runWorld,
  type Sale,
} from '#tests/domain/engine/examples/world.ts';

/** People who are only named stand alone. */
export const alone = (names: readonly string[]): Person[] => [...new Set(names)].map((id) => ({ id, sponsor: null }));

/** A share of the orders with one tag, whose other orders it leaves alone. */
const ofTag = (value: string, rate: string) => ({
  rates: { kind: 'flat' as const, rate: '0' },
  tagged_rates: [{ match: 'tag' as const, value, rates: { kind: 'flat' as const, rate } }],
});

/** Each volume names its earner: the sponsor of a buyer in the tree, or the partner of a customer's order. */
export function percent(plan: PlanOf<'percent'>, { tree, volumes }: Described): Outcome {
  const named = volumes.map(({ bonus = plan.bonus, rate = plan.rate, ...volume }) => ({ ...volume, bonus, rate }));
  const components = [...Map.groupBy(named, ({ bonus, rate }) => `${bonus} ${rate}`)].map(
    ([tag, [first]]): Component => ({
      ...ORDER_FIELDS,
      kind: 'percent_of_order',
      id: first?.bonus ?? '',
      earner: tree.length > 0 ? 'sponsor' : 'attributed_partner',
      ...ofTag(tag, first?.rate ?? ''),
    }),
  );
  const sales = named.map(({ partner = null, earner = null, amount = '', bonus, rate }): Sale => {
    const buyer = tree.find(({ id }) => id === partner);
    assert(!buyer || buyer.sponsor === earner, 'an earner who is not the sponsor');
    return { partner: buyer ? partner : earner, own: buyer !== undefined, amount, tag: `${bonus} ${rate}` };
  });
  const people = tree.length > 0 ? tree : alone(volumes.flatMap(({ earner = '' }) => earner));
  return runWorld({ people, components, sales });
}

/** The margin of a sale as retail profit, in full. */
export function margin(_plan: PlanOf<'margin'>, { volumes }: Described): Outcome {
  const component: Component = {
    ...ORDER_FIELDS,
    kind: 'retail_profit',
    id: 'retail',
    orders: 'customers',
    base: { volume: 'margin', factor: '1' },
    rates: { kind: 'flat', rate: '1' },
    tagged_rates: [],
  };
  const sales = volumes.map(({ earner = null, retail = '', wholesale = '' }): Sale => {
    const margin = parseMinor(retail, EUR) - parseMinor(wholesale, EUR);
    return { partner: earner, own: false, amount: retail, margin: toDecimal(minor(margin > 0n ? margin : 0n), EUR) };
  });
  return runWorld({ people: alone(volumes.flatMap(({ earner = '' }) => earner)), components: [component], sales });
}

/** PV decides the bracket, BV the money. Sales with a retail margin are sales of their own: the group's volume is given. */
export function differentialGroup(plan: PlanOf<'differential_group'>, { tree, volumes }: Described): Outcome {
  const retail = Map.groupBy(plan.retail_margin, ({ rate }) => rate);
  const profits = [...retail.keys()].map((rate): Component => ({
    ...ORDER_FIELDS,
    kind: 'retail_profit',
    id: 'retail',
    orders: 'customers',
    base: { volume: 'net', factor: '1' },
    ...ofTag(`retail ${rate}`, rate),
  }));
  const stairs: Component = {
    ...PERIOD_FIELDS,
    kind: 'group_bracket',
    id: 'differential',
    tree: 'sponsor',
    base: CV,
    bracket_volume: 'pv',
    brackets: plan.brackets.map(([at_least, rate]) => ({ at_least, rate })),
    unqualified_blocks: false,
    pay_buyer: true,
  };
  const sold = plan.retail_margin.map(({ partner, sales: net, rate }): Sale => {
    return { partner, own: false, amount: '0', pv: '0', net, tag: `retail ${rate}` };
  });
  const groups = volumes.map(({ partner = null, pv = '', bv = '' }): Sale => ({ partner, own: true, amount: bv, pv }));
  const { rows } = runWorld({ people: tree, components: [...profits, stairs], sales: [...groups, ...sold] });
  return { rows: addedUp(rows, ({ partner, bonus }) => `${partner} ${bonus}`) };
}
