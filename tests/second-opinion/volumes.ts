import type { CaseDocument, Line, Order, Plan, Refund, VolumeKind } from '#tests/second-opinion/document.ts';
import { compare, decimal, plus, total, whole, type Fraction } from '#tests/second-opinion/fraction.ts';

const CURRENCIES: Readonly<Record<string, number>> = { EUR: 2, USD: 2, JPY: 0, KWD: 3 };

/** Decimals of the plan's currency. */
export function moneyDecimals({ currency }: Plan): number {
  const decimals = CURRENCIES[currency];
  if (decimals === undefined) throw new RangeError(`no second opinion on ${currency}`);
  return decimals;
}

export type Amounts = Pick<Line, 'net' | 'pv' | 'cv' | 'margin' | 'carried'>;

/** What a line or a refund counts for: money for `net` and `margin`, points for the rest (plans 1.2). */
export function amountOf(plan: Plan, kind: VolumeKind | 'margin', amounts: Amounts): Fraction {
  if (amounts.carried) return amounts.carried[kind];
  if (kind === 'net' || kind === 'margin') return decimal(amounts[kind] ?? '0');
  return plan.volumes[kind].source === 'net' ? decimal(amounts.net) : decimal(amounts[kind] ?? '0');
}

/** A volume of an order after its refunds; `earns` leaves out refunds that adjustments answer for (plans 4.4). */
export function volumeOf(plan: Plan, order: Order, kind: VolumeKind | 'margin', wanted = allLines): Fraction {
  const lines = (line: Line) => wanted(line) && isCounted(plan, line);
  const gross = order.lines.filter((line) => lines(line)).map((line) => amountOf(plan, kind, line));
  const back = refundsOf(order, lines).map((refund) => amountOf(plan, kind, refund));
  return plus(total(gross), { ...total(back), over: -total(back).over });
}

/** The part of an order that is paid for: refunds of what was accepted come back as adjustments, not here. */
export function earningVolumeOf(plan: Plan, order: Order, kind: VolumeKind | 'margin', lines = allLines): Fraction {
  const refunds = (order.refunds ?? []).filter(({ accepted }) => accepted !== true);
  return volumeOf(plan, { ...order, refunds }, kind, lines);
}

/** Fees, kits and tickets count for nothing (plans R1). */
function isCounted({ volumes }: Plan, { tags = [] }: Line): boolean {
  return !volumes.excluded_tags.some((excluded) => tags.some((tag) => tag.toLowerCase() === excluded.toLowerCase()));
}

const allLines = (_line: Line) => true;

function refundsOf(order: Order, lines: (line: Line) => boolean): Refund[] {
  return (order.refunds ?? []).filter(({ line }) => {
    const refunded = order.lines[line];
    return refunded !== undefined && lines(refunded);
  });
}

export const ordersOf = ({ orders }: CaseDocument, partner: number) =>
  orders.filter((order) => order.partner === partner);

/** What a partner's own orders and those of his customers come to in the period, late ones with them. */
export function ownVolume(given: CaseDocument, partner: number, kind: VolumeKind): Fraction {
  return total(
    ordersOf(given, partner)
      .filter(({ own }) => own === true)
      .map((order) => volumeOf(given.plan, order, kind)),
  );
}

export function customerVolume(given: CaseDocument, partner: number, kind: VolumeKind): Fraction {
  return total(customerOrders(given, partner).map((order) => volumeOf(given.plan, order, kind)));
}

export const personalVolume = (given: CaseDocument, partner: number, kind: VolumeKind) =>
  plus(ownVolume(given, partner, kind), customerVolume(given, partner, kind));

export const customerOrders = (given: CaseDocument, partner: number) =>
  ordersOf(given, partner).filter(({ own }) => own !== true);

/** Different customers who bought for at least `each` (plans R7). Every guest is a customer of his own. */
export function customersWith(given: CaseDocument, partner: number, kind: VolumeKind, each: Fraction): number {
  const orders = customerOrders(given, partner);
  const customerOf = ({ customer, id }: Order) => customer ?? `guest of ${id}`;
  return [...new Set(orders.map(customerOf))].filter((customer) => {
    const bought = orders.filter((order) => customerOf(order) === customer);
    const volume = total(bought.map((order) => volumeOf(given.plan, order, kind)));
    return volume.over > 0n && compare(volume, each) >= 0;
  }).length;
}

/** What the company sold in the period; orders that belong to nobody count where the plan says so (plans 4.10). */
export function companyVolume({ plan, orders }: CaseDocument, kind: VolumeKind): Fraction {
  const counted = orders.filter(({ partner }) => partner !== 0 || plan.volumes.unattributed_counts);
  return total(counted.map((order) => volumeOf(plan, order, kind)));
}

/** What a unit of a volume is in whole units of its document: cents, or hundredths of a point. */
export const unitOf = (plan: Plan, kind: VolumeKind | 'margin'): Fraction =>
  whole(10n ** BigInt(kind === 'net' || kind === 'margin' ? moneyDecimals(plan) : plan.volumes.scale));
