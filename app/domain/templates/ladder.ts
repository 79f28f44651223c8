import type { Condition } from '#app/domain/plan/condition.ts';
import type { Rank } from '#app/domain/plan/ranks.ts';

/** A miss costs the rank from the second period on; it may be missed once in half a year. */
const GRACE = { after_miss: 1, after_promotion: 1, renews_after: 6 };

/** A rank for active partners whose whole downline reaches a volume of net goods, at most 60 % of it from one leg. */
export function teamRank(id: string, name: string, volume: string): Rank {
  const condition: Condition = {
    kind: 'all',
    of: [
      { kind: 'active' },
      {
        kind: 'group_volume',
        tree: 'sponsor',
        volume: 'net',
        at_least: volume,
        levels: null,
        includes_own: true,
        without_breakaway: false,
        max_leg_share: '0.6',
      },
    ],
  };
  return { id, name, achieve: condition, maintain: condition, grace: GRACE };
}

/** Active by orders of customers: nobody has to buy anything himself. */
export const BY_CUSTOMERS: Condition = { kind: 'customer_volume', volume: 'net', at_least: '50' };
