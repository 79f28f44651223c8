import type { PeriodWorkshop } from '#app/domain/engine/primitive.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

/**
 * Those with the most shares, `top` of them, by index. At equal shares who sold last earlier comes first, then the lower number
 * (plans 4.2): a later sale ranks lower.
 */
export function firstPlaces(
  partners: readonly number[],
  { weights, top }: { weights: Float64Array; top: number },
  { prepared }: PeriodWorkshop,
): number[] {
  if (partners.length <= top) return [...partners];
  const lastSaleMs = new Float64Array(weights.length);
  const { asOfMs } = prepared.facts.orders;
  for (let order = 0; order < asOfMs.length; order++) {
    const partner = prepared.partnerOf[order] as number;
    if (partner === HOUSE) continue;
    lastSaleMs[partner] = Math.max(lastSaleMs[partner] as number, asOfMs[order] as number);
  }
  return [...partners]
    .sort(
      (a, b) =>
        (weights[b] as number) - (weights[a] as number) ||
        (lastSaleMs[a] as number) - (lastSaleMs[b] as number) ||
        a - b,
    )
    .slice(0, top)
    .sort((a, b) => a - b);
}
