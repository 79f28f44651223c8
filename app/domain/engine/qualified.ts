import { STATUS } from '#app/domain/engine/facts.ts';
import type { PeriodWorkshop } from '#app/domain/engine/primitive.ts';

/** 1 by partner index where somebody earns from a component that pays once per period: qualified, with an active status at its end. */
export function qualifiedOf({ status, standing, index }: PeriodWorkshop): Uint8Array {
  const reach = standing.reach[index] as Uint8Array;
  return reach.map((levels, partner) => (levels > 0 && status[partner] === STATUS.active ? 1 : 0));
}
