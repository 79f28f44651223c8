import type { OrderCase } from '#app/domain/explain/case.ts';
import { planOf, type LineNow, type OrderBasis } from '#app/queries/orders/order-basis.ts';
import type { OrderPayRow } from '#app/queries/orders/order-rows.ts';

/**
 * Plan on what is left of the order = rows − reversed. `rounding`: each row and each reversal may be off by less than one
 * minor unit. `limited`: caps lowered rows of the order. `barred`: partners keep what may not be taken back. `waiting`: a newer
 * preview is on its way.
 */
export interface OrderProof {
  readonly outcome: 'exact' | 'rounding' | 'limited' | 'barred' | 'waiting' | 'differs';
  readonly netMinor: string;
  readonly planMinor: string;
  /** What caps left of the order's rows in its run; null where they took nothing of them. */
  readonly limitedMinor: string | null;
  readonly rowsMinor: string;
  /** 0 or more. */
  readonly reversedMinor: string;
}

interface Proving {
  readonly place: OrderBasis;
  readonly orderCase: OrderCase;
  readonly lines: readonly LineNow[];
  readonly rows: readonly OrderPayRow[];
  readonly hasBarred: boolean;
}

const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);

/** Computes the plan again on the net of today and holds it against the rows. */
export function proofOf({ place, orderCase, lines, rows, hasBarred }: Proving): OrderProof {
  const plan = total(planOf(orderCase, lines).map(({ amountMinor }) => amountMinor));
  const earned = total(rows.map(({ amountMinor }) => BigInt(amountMinor)));
  const reversed = -total(rows.map(({ reversedMinor }) => BigInt(reversedMinor)));
  const limited = limitedOf(orderCase);
  // A refund lowers rows one by one: only before any do the rows of the run stand beside those of today.
  const isLimited = limited !== null && (reversed > 0n || limited === earned);
  return {
    outcome: isLimited ? 'limited' : outcomeOf(plan - (earned - reversed), { place, rows, hasBarred }),
    netMinor: String(total(lines.map(({ goodsMinor }) => goodsMinor))),
    planMinor: String(plan),
    limitedMinor: limited === null ? null : String(limited),
    rowsMinor: String(earned),
    reversedMinor: String(reversed),
  };
}

function limitedOf(orderCase: OrderCase): bigint | null {
  if (orderCase.capped === null) return null;
  const left = total(orderCase.capped.rows.map(({ amountMinor }) => amountMinor));
  return left < total(planOf(orderCase, orderCase.order.lines).map(({ amountMinor }) => amountMinor)) ? left : null;
}

function outcomeOf(difference: bigint, { place, rows, hasBarred }: Omit<Proving, 'orderCase' | 'lines'>) {
  if (difference === 0n) return 'exact';
  if (place.isOutdated) return 'waiting';
  const size = difference < 0n ? -difference : difference;
  if (size <= BigInt(rows.length)) return 'rounding';
  return hasBarred && difference < 0n ? 'barred' : 'differs';
}
