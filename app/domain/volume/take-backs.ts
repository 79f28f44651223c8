import { allocate } from '#app/domain/money/allocate.ts';
import { minor, sum, type Minor } from '#app/domain/money/minor.ts';
import { divide } from '#app/domain/money/share.ts';
import type { LineFacts, OrderFacts, RefundFacts } from '#app/domain/orders/order-facts.ts';

/** What one event takes back of one line, in the shop's currency, net. */
export interface TakeBack {
  kind: 'refund' | 'edit' | 'cancel';
  /** Null for edits and cancellations: an order has at most one of each. */
  refundId: bigint | null;
  lineId: bigint;
  at: Date;
  /** Shopify's reason, in lower case (design 9.20). */
  reason: string | null;
  netMinor: Minor;
}

type OrderEvents = Pick<
  OrderFacts,
  'lines' | 'refunds' | 'taxesIncluded' | 'cancelledAt' | 'cancelReason' | 'updatedAt'
>;

/** A refund that is made while an order is cancelled is dated within this of the cancellation. */
const WITH_CANCELLATION_MS = 60_000;

interface LineRest {
  line: LineFacts;
  /** Units that went back so far, and the net value of those units alone. */
  unitsBack: number;
  unitsNetMinor: bigint;
  /** Net value that is not taken back yet. */
  restMinor: bigint;
}

/**
 * Everything that was taken back of an order, as it says now (design 9.5, 9.19): removed units first, then refunds oldest
 * first, then what a cancellation leaves. Goods take back their share of the line whatever was paid out for them; money
 * without goods is spread over what is left. A line never gives back more than it was worth, and all of it with its last unit.
 */
export function takeBacksOf(order: OrderEvents): TakeBack[] {
  const rests = order.lines.map((line): LineRest => ({
    line,
    unitsBack: 0,
    unitsNetMinor: 0n,
    restMinor: line.netMinor,
  }));
  const account = { order, rests, unpaidGoodsMinor: 0n };
  const taken = order.cancelledAt ? [] : removedUnits(account);
  for (const refund of order.refunds) taken.push(...refunded(account, refund));
  if (order.cancelledAt) taken.push(...cancelled(rests, order.cancelledAt, order.cancelReason));
  return taken.filter(({ netMinor }) => netMinor > 0n);
}

/** When the last of the order's value was given back; null while some of it is kept, or if it had none. */
export function fullyRefundedAt(order: OrderEvents): Date | null {
  const worth = sum(order.lines.map((line) => line.netMinor));
  const taken = takeBacksOf(order);
  if (worth <= 0n || sum(taken.map(({ netMinor }) => netMinor)) < worth) return null;
  return new Date(Math.max(...taken.map(({ at }) => at.getTime())));
}

interface Account {
  order: OrderEvents;
  rests: LineRest[];
  /** Gross value of goods that went back while no money moved yet: money that follows pays for them first. */
  unpaidGoodsMinor: bigint;
}

/** Units that are gone without a refund line: an edit removed them. (In a cancelled order the cancellation did.) */
function removedUnits(account: Account): TakeBack[] {
  const { order, rests } = account;
  return rests.map((rest) => {
    const { lineId, quantity, currentQuantity } = rest.line;
    const returned = order.refunds.flatMap((refund) => refund.lines).filter((back) => back.lineId === lineId);
    const units = quantity - currentQuantity - returned.reduce((all, back) => all + back.quantity, 0);
    const netMinor = takeUnits(rest, Math.max(0, units));
    account.unpaidGoodsMinor += grossOf(rest.line, netMinor);
    return { kind: 'edit', refundId: null, lineId, at: order.updatedAt, reason: null, netMinor };
  });
}

function refunded(account: Account, refund: RefundFacts): TakeBack[] {
  const { order, rests } = account;
  const back = new Map<LineRest, bigint>();
  const add = (rest: LineRest, netMinor: bigint) => back.set(rest, (back.get(rest) ?? 0n) + netMinor);
  for (const { lineId, quantity } of refund.lines) {
    const rest = rests.find(({ line }) => line.lineId === lineId);
    if (rest) add(rest, takeUnits(rest, quantity));
  }
  const goodsMinor = moneyWithoutGoods(account, refund);
  spread(rests, goodsMinor).forEach((netMinor, index) => {
    const rest = rests[index];
    if (rest) add(rest, netMinor);
  });
  const reason = refund.reason ?? (isWithCancellation(refund, order) ? order.cancelReason : null);
  return [...back].map(([{ line }, netMinor]) => ({
    kind: 'refund',
    refundId: refund.refundId,
    lineId: line.lineId,
    at: refund.at,
    reason,
    netMinor: minor(netMinor),
  }));
}

function isWithCancellation({ at }: RefundFacts, { cancelledAt }: OrderEvents): boolean {
  return cancelledAt !== null && at.getTime() >= cancelledAt.getTime() - WITH_CANCELLATION_MS;
}

/** Takes `units` off a line: their share of its net value, never more than is left of it. */
function takeUnits(rest: LineRest, units: number): Minor {
  const { quantity, netMinor } = rest.line;
  if (quantity === 0) return minor(0n);
  rest.unitsBack = Math.min(quantity, rest.unitsBack + units);
  const upTo = divide(netMinor * BigInt(rest.unitsBack), BigInt(quantity), 'floor');
  const share = upTo - rest.unitsNetMinor;
  rest.unitsNetMinor = upTo;
  return take(rest, share);
}

function take(rest: LineRest, wantedMinor: bigint): Minor {
  const taken = wantedMinor < rest.restMinor ? wantedMinor : rest.restMinor;
  rest.restMinor -= taken;
  return minor(taken);
}

/**
 * The gross amount of a refund that neither goods nor shipping explain (design 9.5). Less money than goods is a fee that
 * was kept; none at all is paid by a later refund; a unit or less per line is tax rounding.
 */
function moneyWithoutGoods(account: Account, refund: RefundFacts): bigint {
  const { taxesIncluded } = account.order;
  const goods = sum(refund.lines.map((line) => line.subtotalMinor + (taxesIncluded ? 0n : line.taxMinor)));
  const shipping = refund.shippingSubtotalMinor + (taxesIncluded ? 0n : refund.shippingTaxMinor);
  if (refund.movedMinor === 0n) account.unpaidGoodsMinor += goods;
  const excess = refund.movedMinor - goods - shipping;
  if (excess <= BigInt(refund.lines.length)) return 0n;
  const paysForGoods = excess < account.unpaidGoodsMinor ? excess : account.unpaidGoodsMinor;
  account.unpaidGoodsMinor -= paysForGoods;
  return excess - paysForGoods;
}

/** A gross amount, turned into net by what is left of the lines and spread over them by net value. One part per line. */
function spread(rests: LineRest[], grossMinor: bigint): Minor[] {
  const left = rests.map(({ restMinor }) => restMinor);
  const netLeft = sum(left);
  const grossLeft = sum(rests.map(({ line, restMinor }) => grossOf(line, restMinor)));
  if (grossMinor <= 0n || netLeft <= 0n) return rests.map(() => minor(0n));
  const isAll = grossMinor >= grossLeft;
  const netMinor = isAll ? netLeft : divide(grossMinor * netLeft, grossLeft, 'half_even');
  const parts = allocate(minor(netMinor), left);
  return rests.map((rest, index) => take(rest, parts[index] ?? 0n));
}

/** The gross value of a part of a line's net value. */
function grossOf({ netMinor, grossMinor }: LineFacts, partMinor: bigint): Minor {
  return minor(netMinor > 0n ? divide(partMinor * grossMinor, netMinor, 'half_even') : 0n);
}

function cancelled(rests: LineRest[], at: Date, reason: string | null): TakeBack[] {
  return rests.map((rest) => {
    const netMinor = take(rest, rest.restMinor);
    return { kind: 'cancel', refundId: null, lineId: rest.line.lineId, at, reason, netMinor };
  });
}
