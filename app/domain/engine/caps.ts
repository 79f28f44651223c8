import type { CapTaken, RowCollector } from '#app/domain/engine/rows.ts';
import { Fraction } from '#app/domain/engine/fraction.ts';
import { allocate } from '#app/domain/money/allocate.ts';
import { minor, PPM_ONE } from '#app/domain/money/minor.ts';
import { unitsOf } from '#app/domain/engine/units.ts';
import type { ComponentCap } from '#app/domain/plan/caps.ts';
import { ppmOf } from '#app/domain/plan/fields.ts';
import type { PlanShape } from '#app/domain/plan/plan-shape.ts';

/** The rows that a plan pays for a period: those of `PlanGroup`, and the paid-as ranks of that period. */
interface Ground {
  readonly plan: PlanShape;
  readonly offset: number;
  readonly collector: RowCollector;
  readonly rank: Uint8Array;
  rankOf(id: string): number;
}

/** Caps what one component, by its index in the plan, pays each earner in the period (plans 5, step 12). Its rows must be settled. */
export function capComponent({ plan, offset, collector, rank, rankOf }: Ground, index: number): CapTaken[] {
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
  return cutByEarner(collector, over, (_row, ofComponent) => ofComponent === component, {
    component,
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
  const { plan, collector } = ground;
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
      ...cutByEarner(collector, over, (_row, component) => scope.has(component), { component: -1, kind: 'partner' }),
    );
  }
  if (plan.caps.company.kind === 'share') {
    const { rate, components } = plan.caps.company;
    const most = new Fraction(BigInt(ppmOf(rate)), BigInt(PPM_ONE)).of(Math.max(0, companyNet()), 'floor');
    taken.push(...capCompany(collector, scopeOf(ground, components), most));
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

/** Cuts the rows of partners who are over their limit, row by row in proportion. */
function cutByEarner(
  collector: RowCollector,
  over: ReadonlyMap<number, number>,
  covers: (row: number, component: number) => boolean,
  cut: Pick<CapTaken, 'component' | 'kind'>,
): CapTaken[] {
  if (over.size === 0) return [];
  const rowsOf = new Map<number, number[]>([...over.keys()].map((partner) => [partner, []]));
  const { earner, component } = collector.columns;
  for (let row = 0; row < collector.count; row++) {
    if (covers(row, component[row] as number)) rowsOf.get(earner[row] as number)?.push(row);
  }
  return [...rowsOf].map(([partner, rows]) => ({
    ...cut,
    about: partner,
    ...scaleRows(collector, rows, over.get(partner) ?? 0),
  }));
}

function capOrders({ plan, offset, collector }: Ground, ratePpm: number, orderBase: Float64Array): CapTaken[] {
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
  return [...over].map(([order, rows]) => ({
    component: -1,
    kind: 'order' as const,
    about: order,
    ...scaleRows(collector, rows, most(order)),
  }));
}

/** First each earner's sum, then each of his rows. */
function capCompany(collector: RowCollector, scope: ReadonlySet<number>, most: number): CapTaken[] {
  const sums = sumsOf(collector, scope);
  const raw = sums.reduce((total, sum) => total + sum, 0);
  if (raw <= most) return [];
  const earners = [...sums.keys()].filter((partner) => (sums[partner] as number) > 0);
  const parts = allocate(
    minor(BigInt(most)),
    earners.map((partner) => BigInt(sums[partner] as number)),
  );
  const limits = new Map(earners.map((partner, index) => [partner, Number(parts[index])]));
  cutByEarner(collector, limits, (_row, component) => scope.has(component), { component: -1, kind: 'company' });
  return [{ component: -1, kind: 'company', about: 0, rawMinor: raw, cappedMinor: most }];
}

function scaleRows(collector: RowCollector, rows: readonly number[], most: number) {
  const { amountMinor } = collector.columns;
  const weights = rows.map((row) => BigInt(amountMinor[row] as number));
  const rawMinor = rows.reduce((total, row) => total + (amountMinor[row] as number), 0);
  const parts = allocate(minor(BigInt(most)), weights);
  rows.forEach((row, index) => collector.lower(row, Number(parts[index])));
  return { rawMinor, cappedMinor: most };
}
