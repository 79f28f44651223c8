import { commonPlan, orderFieldsOf, walkOf } from '#app/domain/plan/common-plan.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { BY_CUSTOMERS, teamRank } from '#app/domain/templates/ladder.ts';

const REQUEST = { name: 'Engine', currency: 'EUR', cadence: 'month' } as const;

/** Pay levels, nearest first, as fractions. */
const LEVELS = ['0.10', '0.05', '0.04', '0.03', '0.02', '0.02', '0.01'];
/** Infinity bonus by rank. */
const LEADERS = [
  { rank: 'bronze', rate: '0.005' },
  { rank: 'silver', rate: '0.010' },
  { rank: 'gold', rate: '0.015' },
];

/** What other programs must know of the plan, rates in parts per million by level and by place on the ladder. */
export const ENGINE_RATES = {
  levels: LEVELS.map((rate) => Math.round(Number(rate) * 1_000_000)),
  leaders: [0, ...LEADERS.map(({ rate }) => Math.round(Number(rate) * 1_000_000))],
};

/** Seven levels with dynamic compression that open with the rank, three ranks by team volume, and an infinity bonus. */
export const enginePlan: Plan = {
  ...commonPlan(REQUEST),
  activity: BY_CUSTOMERS,
  ranks: {
    ladder: [
      teamRank('bronze', 'Bronze', '500'),
      teamRank('silver', 'Silver', '2000'),
      teamRank('gold', 'Gold', '10000'),
    ],
    breakaway_rank: null,
    breakaway_by: 'paid_as',
  },
  components: [
    {
      ...walkOf(REQUEST, 'level', LEVELS),
      compression: { kind: 'dynamic' },
      depth_unlock: [
        { levels: 3, when: { kind: 'active' } },
        { levels: 5, when: { kind: 'rank', at_least: 'bronze' } },
        { levels: 6, when: { kind: 'rank', at_least: 'silver' } },
        { levels: 7, when: { kind: 'rank', at_least: 'gold' } },
      ],
    },
    {
      kind: 'infinity',
      ...orderFieldsOf(REQUEST, 'infinity'),
      from_level: 1,
      rates: LEADERS,
      mode: { kind: 'until_blocked', blocker: 'inclusive' },
      pay_buyer: false,
      max_physical_depth: 1000,
    },
  ],
};
