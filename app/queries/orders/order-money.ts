import type { Currency } from '#app/domain/money/currency.ts';
import { minor, sum, type Minor } from '#app/domain/money/minor.ts';
import type { LineFacts, OrderFacts } from '#app/domain/orders/order-facts.ts';
import { carriesVolume } from '#app/domain/volume/classify-line.ts';

/** How an order's base came about, in the shop's currency and then the network's. Minor units as text. */
export interface OrderMoney {
  readonly currency: string;
  /** As the shop showed the prices. */
  readonly goodsMinor: string;
  readonly discountMinor: string;
  /** Tax inside the prices; 0 where it comes on top. */
  readonly taxMinor: string;
  readonly netMinor: string;
  readonly notCounted: readonly { readonly what: 'shipping' | 'gift_card' | 'tip'; readonly amountMinor: string }[];
  readonly totalMinor: string;
  /** Null within one currency. */
  readonly exchange: { readonly rate: string; readonly netMinor: string; readonly currency: string } | null;
  /** What was given back since it was paid, and what counts now; network currency. */
  readonly takenBackMinor: string;
  readonly baseMinor: string;
}

interface Converted {
  readonly networkCurrency: string;
  readonly ratePerUnit: string;
  /** Sum of what counted when paid, and of what counts now; network currency. */
  readonly paidMinor: bigint;
  readonly baseMinor: bigint;
}

export function orderMoney(facts: OrderFacts, converted: Converted): OrderMoney {
  const counted = facts.lines.filter(carriesVolume);
  const of = (amount: (line: LineFacts) => Minor) => sum(counted.map(amount));
  const net = of((line) => line.netMinor);
  const discount = of((line) => line.discountMinor);
  const tax = facts.taxesIncluded ? of((line) => line.taxMinor) : minor(0n);
  const { networkCurrency, ratePerUnit, paidMinor, baseMinor } = converted;
  const isConverted = facts.currency !== (networkCurrency as Currency);
  return {
    currency: facts.currency,
    goodsMinor: String(net + discount + tax),
    discountMinor: String(discount),
    taxMinor: String(tax),
    netMinor: String(net),
    notCounted: notCounted(facts),
    totalMinor: String(facts.totals.totalMinor),
    exchange:
      isConverted && ratePerUnit !== ''
        ? { rate: ratePerUnit, netMinor: String(paidMinor), currency: networkCurrency }
        : null,
    takenBackMinor: String(paidMinor - baseMinor),
    baseMinor: String(baseMinor),
  };
}

function notCounted(facts: OrderFacts): OrderMoney['notCounted'] {
  const gross = (is: (line: LineFacts) => boolean) => sum(facts.lines.filter(is).map((line) => line.grossMinor));
  const parts = [
    { what: 'shipping', amountMinor: facts.totals.shippingMinor },
    { what: 'gift_card', amountMinor: gross((line) => line.isGiftCard) },
    { what: 'tip', amountMinor: sum([facts.totals.tipMinor, gross((line) => line.isTip)]) },
  ] as const;
  return parts.flatMap(({ what, amountMinor }) =>
    amountMinor > 0n ? [{ what, amountMinor: String(amountMinor) }] : [],
  );
}
