import { shareOf, split, total } from '#tests/sandbox/money.ts';
import { netOf, shippingNet } from '#tests/sandbox/state/amounts.ts';
import type { DiscountApplication, OrderLine, ShippingLine } from '#tests/sandbox/state/model.ts';

/** Spreads each code over lines (never gift cards or tips) or shipping; a later code works on what the earlier one left. */
export function applyDiscounts(applications: DiscountApplication[], lines: OrderLine[], shippingLines: ShippingLine[]) {
  for (const [index, application] of applications.entries()) {
    if (application.kind === 'free_shipping') {
      for (const line of shippingLines) push(line, index, shippingNet(line));
      continue;
    }
    const eligible = lines.filter((line) => !line.giftCard && !line.tip);
    const nets = eligible.map(netOf);
    const whole = total(nets);
    const wanted = application.kind === 'percentage' ? shareOf(whole, Number(application.value)) : application.value;
    const parts = split(wanted < whole ? wanted : whole, nets);
    for (const [at, line] of eligible.entries()) push(line, index, parts[at] ?? 0n);
  }
}

function push(line: { allocations: { application: number; amount: bigint }[] }, application: number, amount: bigint) {
  if (amount > 0n) line.allocations.push({ application, amount });
}
