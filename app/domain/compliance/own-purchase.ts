import type { Condition } from '#app/domain/plan/condition.ts';

/**
 * Whether a condition can be met by customers' orders alone, without any purchase of the partner's own (plans R10). Ranks and the
 * downline count as met without: what they ask of others is checked there.
 */
export function needsNoOwnPurchase(condition: Condition): boolean {
  switch (condition.kind) {
    case 'own_volume':
      return Number(condition.at_least) === 0;
    case 'all':
      return condition.of.every(needsNoOwnPurchase);
    case 'any':
      return condition.of.some(needsNoOwnPurchase);
    default:
      return true;
  }
}

/**
 * Whether a condition asks for people and nothing else: it can be met without one order (plans R2). An `any` asks for people if one
 * way does, an `all` if every part does.
 */
export function asksForHeadsOnly(condition: Condition): boolean {
  switch (condition.kind) {
    case 'personally_sponsored':
    case 'sponsored_in_legs':
      return condition.rank === null && !condition.is_active;
    case 'all':
      return condition.of.every(asksForHeadsOnly);
    case 'any':
      return condition.of.some(asksForHeadsOnly);
    default:
      return false;
  }
}
