import type { Facts } from '#app/domain/engine/facts.ts';
import type { RunResult } from '#app/domain/engine/run-result.ts';
import type { LevelSum, RunReview } from '#app/services/runs/run-spec.ts';

/** Whoever earns more than so many times the median stands out. */
const OUTLIER_FACTOR = 3;
const OUTLIERS_NAMED = 50;

/** What stands out in a run. `earned` is by partner index, like the run's figures. */
export function reviewOf({ rows, partners }: RunResult, facts: Facts, earned: Float64Array): RunReview {
  const { direct, further } = byLevel(rows);
  const positive = earned.filter((amount) => amount > 0).sort();
  const median = positive[Math.floor(positive.length / 2)] ?? 0;
  const outliers: number[] = [];
  earned.forEach((amount, index) => {
    if (amount > median * OUTLIER_FACTOR) outliers.push(index);
  });
  outliers.sort((a, b) => (earned[b] as number) - (earned[a] as number) || a - b);
  return {
    direct,
    further,
    lateOrders: facts.orders.asOfMs.reduce((count, at) => count + (at < facts.period.startMs ? 1 : 0), 0),
    outliers: outliers.slice(0, OUTLIERS_NAMED).map((index) => partners.number[index] as number),
    outlierCount: outliers.length,
  };
}

function byLevel({ count, level, amountMinor }: RunResult['rows']): { direct: LevelSum; further: LevelSum } {
  const rows = { direct: 0, further: 0 };
  const sums = { direct: 0, further: 0 };
  for (let row = 0; row < count; row++) {
    const kind = level[row] === 1 ? 'direct' : 'further';
    rows[kind] += 1;
    sums[kind] += amountMinor[row] as number;
  }
  return {
    direct: { rows: rows.direct, amountMinor: sums.direct },
    further: { rows: rows.further, amountMinor: sums.further },
  };
}
