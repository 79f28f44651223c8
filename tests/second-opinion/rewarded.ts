import type { CaseDocument, Line, Order, Plan, Refund, VolumeKind } from '#tests/second-opinion/document.ts';
import {
  decimal,
  isMore,
  largest,
  least,
  minus,
  plus,
  rounded,
  times,
  whole,
  type Fraction,
} from '#tests/second-opinion/fraction.ts';
import { amountOf, earningVolumeOf, unitOf } from '#tests/second-opinion/volumes.ts';

/**
 * The case as far as anybody is paid for it: of a partner's own purchases, in order of time, no more than the limit of the plan
 * (plans 4.5, R4). The order that crosses it keeps the part that is left.
 */
export function rewardedCase(given: CaseDocument): CaseDocument {
  const limit = given.plan.rules.self_volume_limit;
  if (limit.kind === 'none') return given;
  const used = new Map<number, Fraction>();
  const carried = new Map<number, Order>();
  for (const order of given.orders.toSorted((a, b) => Date.parse(a.paid) - Date.parse(b.paid) || a.id - b.id)) {
    const bought = earningVolumeOf(given.plan, order, limit.volume);
    if (order.own !== true || order.partner === 0 || bought.over <= 0n) continue;
    const before = used.get(order.partner) ?? whole(0);
    used.set(order.partner, plus(before, bought));
    const left = largest([minus(decimal(limit.at_most), before)]);
    if (isMore(bought, left)) carried.set(order.id, cut(given.plan, order, least(bought, left), bought));
  }
  return { ...given, orders: given.orders.map((order) => carried.get(order.id) ?? order) };
}

/** An order of which `left` of `bought` counts: every line and every refund its part, in whole units. */
function cut(plan: Plan, order: Order, left: Fraction, bought: Fraction): Order {
  const part = <L extends Line | Refund>(line: L): L => {
    const of = (kind: VolumeKind | 'margin') => {
      const unit = unitOf(plan, kind);
      const units = times(times(amountOf(plan, kind, line), unit), divided(left, bought));
      return { over: rounded(units, 'floor'), under: unit.over };
    };
    return { ...line, carried: { net: of('net'), pv: of('pv'), cv: of('cv'), margin: of('margin') } };
  };
  return {
    ...order,
    lines: order.lines.map(part),
    ...(order.refunds
      ? { refunds: order.refunds.map((refund) => (refund.accepted === true ? refund : part(refund))) }
      : {}),
  };
}

const divided = (left: Fraction, right: Fraction): Fraction => ({
  over: left.over * right.under,
  under: left.under * right.over,
});
