import { currentTax } from '#tests/sandbox/state/amounts.ts';
import type { Order } from '#tests/sandbox/state/model.ts';

export interface TaxLine {
  title: string;
  ratePpm: number;
  amount: bigint;
}

export const taxTitle = (order: Order) => (order.taxesIncluded ? 'MwSt.' : 'Sales tax');

/** Taxes of an order added up by rate, lines and shipping together. */
export function taxLinesOf(order: Order, which: 'original' | 'current'): TaxLine[] {
  const byRate = new Map<number, bigint>();
  const add = (ratePpm: number, amount: bigint) => byRate.set(ratePpm, (byRate.get(ratePpm) ?? 0n) + amount);
  for (const line of order.lines)
    if (line.taxable) add(line.taxRatePpm, which === 'original' ? line.tax : currentTax(line));
  for (const line of order.shippingLines)
    add(line.taxRatePpm, which === 'original' ? line.tax : line.tax - line.refunded.tax);
  return [...byRate]
    .filter(([ratePpm]) => ratePpm > 0)
    .map(([ratePpm, amount]) => ({ title: taxTitle(order), ratePpm, amount }));
}
