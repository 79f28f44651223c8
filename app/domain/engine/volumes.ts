import { assert } from '#app/domain/assert.ts';
import type { Prepared } from '#app/domain/engine/prepared.ts';
import { parseMinor, currency } from '#app/domain/money/currency.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

/** Net bases and orders of a period by partner index (plans 5, step 3). Orders whose entries net to nothing are not counted. */
export interface Volumes {
  readonly own: Float64Array;
  readonly customer: Float64Array;
  readonly ownOrders: Int32Array;
  readonly customerOrders: Int32Array;
  /** Of all orders, and of those attributed to nobody, which nobody earns from (plans 4.10). */
  readonly total: { orders: number; baseMinor: number; unattributedOrders: number; unattributedBaseMinor: number };
}

/** Adds up every entry of the period, also those that give no rows: they lower volume (plans 4.4.6). */
export function volumesOf({ facts, numbers, partnerOf, entryStart, entryOf }: Prepared): Volumes {
  const { baseMinor } = facts.entries;
  const own = new Float64Array(numbers.length);
  const customer = new Float64Array(numbers.length);
  const ownOrders = new Int32Array(numbers.length);
  const customerOrders = new Int32Array(numbers.length);
  const total = { orders: 0, baseMinor: 0, unattributedOrders: 0, unattributedBaseMinor: 0 };
  for (let order = 0; order < partnerOf.length; order++) {
    const partner = partnerOf[order] as number;
    let base = 0;
    const end = entryStart[order + 1] as number;
    for (let place = entryStart[order] as number; place < end; place++)
      base += baseMinor[entryOf[place] as number] as number;
    const isOwn = facts.orders.isOwn[order] === 1;
    const counted = base > 0 ? 1 : 0;
    total.orders += counted;
    total.baseMinor += base;
    if (partner === HOUSE) {
      total.unattributedOrders += counted;
      total.unattributedBaseMinor += base;
      continue;
    }
    const volume = isOwn ? own : customer;
    const orders = isOwn ? ownOrders : customerOrders;
    volume[partner] = (volume[partner] as number) + base;
    orders[partner] = (orders[partner] as number) + counted;
  }
  return { own, customer, ownOrders, customerOrders, total };
}

/** A partner's figure for the activity condition and what it must reach; volumes in minor units (plans 1.3). */
export interface ActivityFigure {
  readonly kind: Plan['activity']['kind'];
  readonly value: number;
  readonly atLeast: number;
}

/** What a partner must reach in a period, and what counts towards it. `none` is reached by everybody. */
export function activityFigureOf(
  plan: Plan,
  figures: { own: number; customer: number; customerOrders: number },
): ActivityFigure {
  return { kind: plan.activity.kind, value: valueOf(plan.activity.kind, figures), atLeast: thresholdOf(plan) };
}

/** 1 by partner index where the activity of the period is met (plans 5, step 4); a status is looked at order by order. */
export function activityOf(plan: Plan, volumes: Volumes): Uint8Array {
  const { kind } = plan.activity;
  const atLeast = thresholdOf(plan);
  const isActive = new Uint8Array(volumes.own.length);
  for (let partner = 1; partner < isActive.length; partner++) {
    const value = valueOf(kind, {
      own: volumes.own[partner] as number,
      customer: volumes.customer[partner] as number,
      customerOrders: volumes.customerOrders[partner] as number,
    });
    if (value >= atLeast) isActive[partner] = 1;
  }
  return isActive;
}

function valueOf(
  kind: Plan['activity']['kind'],
  figures: { own: number; customer: number; customerOrders: number },
): number {
  switch (kind) {
    case 'none':
      return 0;
    case 'customer_volume':
      return figures.customer;
    case 'customer_orders':
      return figures.customerOrders;
    case 'personal_volume':
      return figures.own + figures.customer;
  }
}

/** In minor units, or a count; 0 where nothing is asked, whatever a refund leaves. */
function thresholdOf({ activity, currency: code }: Plan): number {
  if (activity.kind === 'none') return 0;
  if (activity.kind === 'customer_orders') return activity.at_least;
  const atLeast = Number(parseMinor(activity.at_least, currency(code)));
  assert(Number.isSafeInteger(atLeast), `a threshold beyond integers: ${activity.at_least}`);
  return atLeast;
}
