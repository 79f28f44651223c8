import { minor } from '#app/domain/money/minor.ts';
import type { LineFacts, OrderFacts, RefundFacts } from '#app/domain/orders/order-facts.ts';
import { orderFacts } from '#tests/given/money.ts';

let ids = 0n;
const nextId = (): bigint => (ids += 1n);

interface Placed {
  readonly code: string | null;
  readonly customerId: bigint | null;
  readonly paidAt: Date;
  readonly nets: readonly number[];
  readonly units: number;
  readonly ships: boolean;
}

/** An order as it is first told: paid at once, without tax, `units` of every line. */
export function placedOrder({ code, customerId, paidAt, nets, units, ships }: Placed): OrderFacts {
  const facts = orderFacts({ code, paidAt, netMinor: nets });
  return {
    ...facts,
    customerId,
    fulfilledAt: ships ? null : 'nothing-ships',
    lines: facts.lines.map((line) => ({ ...line, quantity: units, currentQuantity: units })),
  };
}

const returnedUnits = (facts: OrderFacts, { lineId }: LineFacts): number =>
  facts.refunds
    .flatMap(({ lines }) => lines)
    .filter((back) => back.lineId === lineId)
    .reduce((units, { quantity }) => units + quantity, 0);

function withRefund(facts: OrderFacts, at: Date, refund: Partial<RefundFacts>): OrderFacts {
  const whole: RefundFacts = {
    refundId: 800n + nextId(),
    at,
    reason: null,
    note: null,
    movedMinor: minor(0n),
    shippingSubtotalMinor: minor(0n),
    shippingTaxMinor: minor(0n),
    lines: [],
    ...refund,
  };
  return { ...facts, updatedAt: at, financialStatus: 'partially_refunded', refunds: [...facts.refunds, whole] };
}

/** One unit of a line comes back and its money goes out; null where none is left of it. */
export function returned(facts: OrderFacts, at: Date, line: number, reason: string | null): OrderFacts | null {
  const of = facts.lines[line];
  if (facts.cancelledAt || !of || of.currentQuantity === 0) return null;
  const before = BigInt(returnedUnits(facts, of));
  const share = (units: bigint) => (of.grossMinor * units) / BigInt(of.quantity);
  const subtotalMinor = minor(share(before + 1n) - share(before));
  const lines = facts.lines.map((each) =>
    each === of ? { ...each, currentQuantity: each.currentQuantity - 1 } : each,
  );
  const refundLine = {
    refundLineId: 9000n + nextId(),
    lineId: of.lineId,
    quantity: 1,
    subtotalMinor,
    taxMinor: minor(0n),
    restock: 'return',
  };
  return withRefund({ ...facts, lines }, at, { reason, movedMinor: subtotalMinor, lines: [refundLine] });
}

/** So many percent of the whole order's value go back without goods. */
export function givenBack(facts: OrderFacts, at: Date, percent: number): OrderFacts | null {
  const movedMinor = minor((facts.totals.goodsNetMinor * BigInt(percent)) / 100n);
  return facts.cancelledAt || movedMinor === 0n ? null : withRefund(facts, at, { movedMinor });
}

/** An edit takes a line off that nobody sent back. */
export function withoutLine(facts: OrderFacts, at: Date, line: number): OrderFacts | null {
  const of = facts.lines[line];
  if (facts.cancelledAt || !of || of.currentQuantity === 0 || returnedUnits(facts, of) > 0) return null;
  const lines = facts.lines.map((each) => (each === of ? { ...each, currentQuantity: 0 } : each));
  return { ...facts, updatedAt: at, lines };
}

/** An edit adds a line whose difference is owed; `paid` then tells that it was paid. */
export function withLine(facts: OrderFacts, at: Date, netMinor: number): OrderFacts | null {
  const [first] = facts.lines;
  if (facts.cancelledAt || !first) return null;
  const amount = minor(BigInt(netMinor));
  const added = { ...first, lineId: first.lineId * 1000n + nextId(), quantity: 1, currentQuantity: 1 };
  const lines = [...facts.lines, { ...added, netMinor: amount, grossMinor: amount }];
  const totals = { ...facts.totals, goodsNetMinor: minor(facts.totals.goodsNetMinor + amount) };
  return { ...facts, updatedAt: at, isSettled: false, lines, totals };
}

export const paid = (facts: OrderFacts, at: Date): OrderFacts => ({ ...facts, updatedAt: at, isSettled: true });

export function cancelled(facts: OrderFacts, at: Date): OrderFacts | null {
  if (facts.cancelledAt) return null;
  const lines = facts.lines.map((line) => ({ ...line, currentQuantity: 0 }));
  return { ...facts, updatedAt: at, cancelledAt: at, cancelReason: 'customer', lines };
}

export const fulfilled = (facts: OrderFacts, at: Date): OrderFacts | null =>
  facts.fulfilledAt === null ? { ...facts, updatedAt: at, fulfilledAt: at } : null;
