import type { Line, Order, OrderComponent } from '#tests/second-opinion/document.ts';
import { decimal, rounded, times, unitsText, whole, type Fraction } from '#tests/second-opinion/fraction.ts';
import { earningVolumeOf, moneyDecimals, unitOf } from '#tests/second-opinion/volumes.ts';
import type { World } from '#tests/second-opinion/world.ts';

/** A part of an order that has a rate table of its own: 0 is the component's default one. */
export interface Part {
  readonly table: number;
  /** Money or points, above 0. */
  readonly base: Fraction;
}

/** Rates of a component, and those of products with a tag or in a collection. */
interface Tables<R = unknown> {
  rates: R;
  tagged_rates: { match: 'tag' | 'collection'; value: string; rates: R }[];
}

/** Which of a component's tables a line belongs to: the first whose tag or collection it has (design 9.17). */
function tableOf({ tagged_rates: tables }: Tables, { tags = [], collections = [] }: Line): number {
  const fits = ({ match, value }: Tables['tagged_rates'][number]) =>
    match === 'tag' ? tags.some((tag) => tag.toLowerCase() === value.toLowerCase()) : collections.includes(value);
  return tables.findIndex(fits) + 1;
}

export function tableRates<R>({ rates, tagged_rates: tables }: Tables<R>, table: number): R {
  return table === 0 ? rates : (tables[table - 1]?.rates ?? rates);
}

/** The parts of an order that are worth something after its refunds. */
export function partsOf(world: World, component: OrderComponent & Tables, order: Order): Part[] {
  return [0, ...component.tagged_rates.map((_, index) => index + 1)]
    .map((table) => ({
      table,
      base: baseOf(world, component, order, (line) => tableOf(component, line) === table),
    }))
    .filter(({ base }) => base.over > 0n);
}

/** What a component pays a share of, from the lines of an order (plans 1.2); before its factor. */
export function baseOf(
  world: World,
  { base }: Pick<OrderComponent, 'base'>,
  order: Order,
  lines: (line: Line) => boolean = () => true,
): Fraction {
  return earningVolumeOf(world.plan, order, base.volume, lines);
}

/** The exact worth of a base in the plan's currency's smallest unit, its factor applied. */
export function worthOf({ plan }: World, { base }: Pick<OrderComponent, 'base'>, amount: Fraction): Fraction {
  const money = times(times(amount, decimal(base.factor)), unitOf(plan, 'net'));
  return base.volume === 'cv' ? times(money, decimal(plan.volumes.cv.money_per_point)) : money;
}

/** A base as a row shows it. */
export function baseText({ plan }: World, { base }: Pick<OrderComponent, 'base'>, amount: Fraction): string {
  const decimals = base.volume === 'cv' ? plan.volumes.scale : moneyDecimals(plan);
  return unitsText(rounded(times(amount, whole(10n ** BigInt(decimals))), 'floor'), decimals);
}
