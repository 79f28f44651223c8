import { currency, parseMinor } from '#app/domain/money/currency.ts';
import type { Plan } from '#app/domain/plan/plan.ts';

/** A partner's figure for the activity condition and what it must reach; volumes in minor units (plans 1.3). */
export interface ActivityFigure {
  readonly kind: 'none' | 'customer_volume' | 'customer_orders' | 'personal_volume';
  readonly value: number;
  readonly atLeast: number;
}

/**
 * What a partner must reach in a period, and what counts towards it, where the plan asks for one figure of net goods or orders.
 * Any other condition has no single figure to show: kind `none`.
 */
export function activityFigureOf(
  { activity, currency: code }: Plan,
  { own, customer, customerOrders }: { own: number; customer: number; customerOrders: number },
): ActivityFigure {
  if (activity.kind === 'customer_orders') {
    return { kind: activity.kind, value: customerOrders, atLeast: activity.at_least };
  }
  if ((activity.kind === 'customer_volume' || activity.kind === 'personal_volume') && activity.volume === 'net') {
    const value = activity.kind === 'customer_volume' ? customer : own + customer;
    return { kind: activity.kind, value, atLeast: Number(parseMinor(activity.at_least, currency(code))) };
  }
  return { kind: 'none', value: 0, atLeast: 0 };
}
