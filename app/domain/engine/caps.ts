import { allocateExact, floorShare } from '#app/domain/engine/allocate-exact.ts';
import type { CapTaken, RowCollector } from '#app/domain/engine/rows.ts';
import { Fraction } from '#app/domain/engine/fraction.ts';
import { PPM_ONE } from '#app/domain/money/minor.ts';
import { unitsOf } from '#app/domain/engine/units.ts';
import type { ComponentCap } from '#app/domain/plan/caps.ts';
import { ppmOf } from '#app/domain/plan/fields.ts';
import type { PlanShape } from '#app/domain/plan/plan-shape.ts';

/** The rows that a plan pays for a period: those of `PlanGroup`, and the paid-as ranks of that period. */
interface Ground {
  readonly plan: PlanShape;
  readonly period: number;
  readonly offset: number;
  readonly collector: RowCollector;
  readonly rank: Uint8Array;
  rankOf(id: string): number;
}

/** Caps what one component, by its index in the plan, pays each earner in the period (plans 5, step 12). Its rows must be settled. */
export function capComponent(ground: Ground, index: number): CapTaken[] {
  const { plan, period, offset, collector, rank, rankOf } = ground;
  const cap = plan.components[index]?.cap;
  if (!cap || cap.kind === 'none') return [];
  const component = offset + index;
  const most = mostOf(cap, plan, rankOf);
  const earned = collector.earned[component] as Float64Array;
  const over = new Map<number, number>();
  for (let partner = 1; partner < earned.length; partner++) {
    const limit = most(rank[partner] as number);
    if ((earned[partner] as number) > limit) over.set(partner, limit);
  }
  return cutByEarner(collector, over, (ofComponent) => ofComponent === component, {
    period,
    component: index,
    kind: 'component',
  });
}

/** The most that the cap of a component leaves somebody of a rank, in minor units. */
export function mostOf(cap: Exclude<ComponentCap, { kind: 'none' }>, plan: PlanShape, rankOf: (id: string) => number) {
  if (cap.kind === 'amount') {
    const amount = unitsOf(plan, 'net', cap.amount);
    return () => amount;
  }
  const otherwise = unitsOf(plan, 'net', cap.otherwise);
  const byRank = new Map(cap.ranks.map(({ rank, amount }) => [rankOf(rank), unitsOf(plan, 'net', amount)]));
  return (rank: number) => byRank.get(rank) ?? otherwise;
}

/**
 * The plan's own caps, last and in this order: order, partner, company (plans 4.19, CAP-01 to CAP-03). Each scales what it
 * covers so that the rest equals the cap exactly: largest remainder, ties to the earlier row.
 */
export function capPlan(ground: Ground, orderBase: Float64Array, companyNet: () => number): CapTaken[] {
  const { plan, period, collector } = ground;
  const ofPlan = { period, component: -1 };
  const taken: CapTaken[] = [];
  if (plan.caps.order.kind === 'share') taken.push(...capOrders(ground, ppmOf(plan.caps.order.rate), orderBase));
  if (plan.caps.partner.kind === 'amount') {
    const { amount, components } = plan.caps.partner;
    const most = unitsOf(plan, 'net', amount);
    const scope = scopeOf(ground, components);
    const sums = sumsOf(collector, scope);
    const over = new Map<number, number>();
    for (let partner = 1; partner < sums.length; partner++)
      if ((sums[partner] as number) > most) over.set(partner, most);
    taken.push(
      ...cutByEarner(collector, over, (component) => scope.has(component), { ...ofPlan, kind: 'partner' as const }),
    );
  }
  if (plan.caps.company.kind === 'share') {
    const { rate, components } = plan.caps.company;
    const most = new Fraction(BigInt(ppmOf(rate)), BigInt(PPM_ONE)).of(Math.max(0, companyNet()), 'floor');
    taken.push(...capCompany(collector, scopeOf(ground, components), { ...ofPlan, kind: 'company', most }));
  }
  return taken;
}

function scopeOf({ plan, offset }: Ground, ids: readonly string[]): ReadonlySet<number> {
  return new Set(ids.map((id) => offset + plan.components.findIndex((component) => component.id === id)));
}

function sumsOf({ earned }: RowCollector, scope: ReadonlySet<number>): Float64Array {
  const sums = new Float64Array(earned[0]?.length ?? 0);
  for (const component of scope) {
    const column = earned[component] as Float64Array;
    for (let partner = 0; partner < sums.length; partner++)
      sums[partner] = (sums[partner] as number) + (column[partner] as number);
  }
  return sums;
}

type Cut = Pick<CapTaken, 'period' | 'component' | 'kind'>;

/** Cuts the rows of partners who are over their limit, row by row in proportion. */
function cutByEarner(
  collector: RowCollector,
  over: ReadonlyMap<number, number>,
  covers: (component: number) => boolean,
  cut: Cut,
): CapTaken[] {
  if (over.size === 0) return [];
  const rowsOf = new Map<number, number[]>([...over.keys()].map((partner) => [partner, []]));
  const { earner, component } = collector.columns;
  for (let row = 0; row < collector.count; row++) {
    if (covers(component[row] as number)) rowsOf.get(earner[row] as number)?.push(row);
  }
  return [...rowsOf].map(([about, rows]) => scaleRows(collector, rows, { ...cut, about, most: over.get(about) ?? 0 }));
}

function capOrders({ plan, period, offset, collector }: Ground, ratePpm: number, orderBase: Float64Array): CapTaken[] {
  const { orderIndex, amountMinor, component } = collector.columns;
  const isOwn = (row: number) =>
    (component[row] as number) >= offset && (component[row] as number) < offset + plan.components.length;
  const paid = new Float64Array(orderBase.length);
  for (let row = 0; row < collector.count; row++) {
    const order = orderIndex[row] as number;
    if (order >= 0 && isOwn(row)) paid[order] = (paid[order] as number) + (amountMinor[row] as number);
  }
  const share = new Fraction(BigInt(ratePpm), BigInt(PPM_ONE));
  const over = new Map<number, number[]>();
  const most = (order: number) => share.of(Math.max(0, orderBase[order] as number), 'floor');
  for (let order = 0; order < paid.length; order++) if ((paid[order] as number) > most(order)) over.set(order, []);
  if (over.size === 0) return [];
  for (let row = 0; row < collector.count; row++) if (isOwn(row)) over.get(orderIndex[row] as number)?.push(row);
  return [...over].map(([about, rows]) =>
    scaleRows(collector, rows, { period, component: -1, kind: 'order', about, most: most(about) }),
  );
}

/** First each earner's sum, then each of his rows. */
function capCompany(
  collector: RowCollector,
  scope: ReadonlySet<number>,
  { most, ...cut }: Cut & { readonly most: number },
): CapTaken[] {
  const sums = sumsOf(collector, scope);
  const rawMinor = sums.reduce((total, sum) => total + sum, 0);
  if (rawMinor <= most) return [];
  const earners = [...sums.keys()].filter((partner) => (sums[partner] as number) > 0);
  const parts = allocateExact(
    most,
    Float64Array.from(earners, (partner) => sums[partner] as number),
  );
  const limits = new Map(earners.map((partner, index) => [partner, parts[index] as number]));
  const ofEarners = cutByEarner(collector, limits, (component) => scope.has(component), cut);
  return [{ ...cut, about: 0, rawMinor, cappedMinor: most }, ...ofEarners];
}

/** Lowers rows together, each in proportion, so that they add up to `most` (plans 4.19, CAP-03). */
function scaleRows(
  collector: RowCollector,
  rows: readonly number[],
  { most, ...cut }: Cut & { readonly about: number; readonly most: number },
): CapTaken {
  const { amountMinor } = collector.columns;
  const weights = Float64Array.from(rows, (row) => amountMinor[row] as number);
  const rawMinor = weights.reduce((total, amount) => total + amount, 0);
  const parts = allocateExact(most, weights);
  rows.forEach((row, index) => {
    const part = parts[index] as number;
    if (part > floorShare(most, weights[index] as number, rawMinor)) collector.giveCent(row, cut.kind);
    collector.lower(row, part);
  });
  return { ...cut, rawMinor, cappedMinor: most };
}
