import type { Facts } from '#app/domain/engine/facts.ts';
import { PERIOD_LEVEL } from '#app/domain/engine/rows.ts';
import type { RunResult } from '#app/domain/engine/run-result.ts';
import { LEVEL_NAMED_MAX, type LevelSum, type PartSum, type RunReview } from '#app/services/runs/run-spec.ts';

/** Whoever earns more than so many times the median stands out. */
const OUTLIER_FACTOR = 3;
const OUTLIERS_NAMED = 50;

/** What stands out in a run. `earned` is by partner index, like the run's figures. */
export function reviewOf({ rows, partners }: RunResult, facts: Facts, earned: Float64Array): RunReview {
  const parts = partsOf(rows);
  const positive = earned.filter((amount) => amount > 0).sort();
  const median = positive[Math.floor(positive.length / 2)] ?? 0;
  const outliers: number[] = [];
  earned.forEach((amount, index) => {
    if (amount > median * OUTLIER_FACTOR) outliers.push(index);
  });
  outliers.sort((a, b) => (earned[b] as number) - (earned[a] as number) || a - b);
  return {
    direct: sumOf(parts.filter(({ level }) => level === 1)),
    further: sumOf(parts.filter(({ level }) => level !== 1 && level !== PERIOD_LEVEL)),
    once: sumOf(parts.filter(({ level }) => level === PERIOD_LEVEL)),
    parts,
    lateOrders: facts.orders.asOfMs.reduce((count, at) => count + (at < facts.period.startMs ? 1 : 0), 0),
    outliers: outliers.slice(0, OUTLIERS_NAMED).map((index) => partners.number[index] as number),
    outlierCount: outliers.length,
  };
}

/** Rows and sums by component and level, in the order in which they first come. */
function partsOf({ count, component, level, amountMinor, orderIndex }: RunResult['rows']): PartSum[] {
  const parts = new Map<number, { component: number; level: number; rows: number; amountMinor: number }>();
  for (let row = 0; row < count; row++) {
    const isOfPeriod = (orderIndex[row] as number) < 0;
    const named = isOfPeriod ? PERIOD_LEVEL : Math.min(level[row] as number, LEVEL_NAMED_MAX + 1);
    const key = (component[row] as number) * (LEVEL_NAMED_MAX + 3) + named - PERIOD_LEVEL;
    let part = parts.get(key);
    if (!part) {
      part = { component: component[row] as number, level: named, rows: 0, amountMinor: 0 };
      parts.set(key, part);
    }
    part.rows += 1;
    part.amountMinor += amountMinor[row] as number;
  }
  return [...parts.values()];
}

const sumOf = (parts: readonly PartSum[]): LevelSum => ({
  rows: parts.reduce((total, { rows }) => total + rows, 0),
  amountMinor: parts.reduce((total, { amountMinor }) => total + amountMinor, 0),
});
