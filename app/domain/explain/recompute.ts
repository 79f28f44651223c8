import { afterCap } from '#app/domain/explain/caps.ts';
import type { CapStep } from '#app/domain/explain/cap-step.ts';
import type { Explanation, LevelPay } from '#app/domain/explain/explanation.ts';
import { recomputePeriodPay } from '#app/domain/explain/period/recompute-period-pay.ts';
import { minor, PPM_ONE, type Minor } from '#app/domain/money/minor.ts';
import { divide } from '#app/domain/money/share.ts';

/** The amount from the explanation alone, without the stored one: what anybody with a pocket calculator can do. */
export function recompute(value: Explanation): Minor {
  switch (value.kind) {
    case 'level_pay': {
      const { goodsMinor, discountMinor, taxes, refundedMinor } = value.base;
      const tax = taxes.reduce((total, { amountMinor }) => total + BigInt(amountMinor), 0n);
      const base = BigInt(goodsMinor) - BigInt(discountMinor) - tax - BigInt(refundedMinor);
      const share = base * BigInt(value.factorPpm) * BigInt(rateOf(value));
      return minor(capped(divide(share, BigInt(PPM_ONE) ** 2n, value.rounding), value.caps));
    }
    case 'period_pay':
      return minor(capped(recomputePeriodPay(value), value.caps));
    case 'reversal': {
      const { amountMinor, baseMinor } = value.original;
      const before = BigInt(value.refundedBeforeMinor);
      const target = (refunded: bigint) => divide(BigInt(amountMinor) * refunded, BigInt(baseMinor), 'floor');
      return minor(target(before) - target(before + BigInt(value.refundedMinor)));
    }
    case 'nothing':
      return minor(0n);
  }
}

/** What caps left of an amount, each in its turn. */
const capped = (amount: bigint, caps: readonly CapStep[]): bigint =>
  caps.reduce((before, cap) => afterCap(before, cap, cap.hasRest), amount);

/** The rate from its parts, where it has any and nothing bounds it. */
function rateOf({ rate, ratePpm }: LevelPay): number {
  if (rate.kind === 'points') return rate.points * rate.pointPpm;
  return rate.kind === 'difference' && rate.bound === null ? rate.ownPpm - rate.belowPpm : ratePpm;
}
