import { POOL_BASIS, type Pool } from '#app/domain/engine/primitives/pool.ts';
import {
  quantity,
  rankAt,
  shareOfBase,
  type PeriodCase,
  type StoredPeriodRow,
  type ToldPay,
} from '#app/domain/explain/period/period-case.ts';
import type { PoolPay } from '#app/domain/explain/period-pay.ts';

export function poolPay(periodCase: PeriodCase, component: Pool, row: StoredPeriodRow): ToldPay {
  const { rank, fund, carried, weight, weights, earners, part } = POOL_BASIS.read(row.basis);
  return {
    source: { kind: 'period' },
    share: shareOfBase(periodCase, component.base, row),
    pay: {
      kind: 'pool',
      fundMinor: String(fund),
      carriedMinor: String(carried),
      shares: sharesOf(periodCase, component, { weight, weights }),
      earners,
      top: component.top,
      hasRest: BigInt(part) > (BigInt(fund) * BigInt(weight)) / BigInt(weights),
    },
    rank: component.shares.kind === 'by_rank' ? rankAt(periodCase, rank) : null,
  };
}

function sharesOf(
  periodCase: PeriodCase,
  { shares }: Pool,
  { weight, weights }: { weight: number; weights: number },
): PoolPay['shares'] {
  if (shares.kind !== 'by_volume') return { kind: shares.kind, own: weight, all: weights };
  const { kind, figure, volume } = shares;
  return { kind, figure, own: quantity(periodCase, volume, weight), all: quantity(periodCase, volume, weights) };
}
