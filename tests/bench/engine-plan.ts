import { commonPlan, orderFieldsOf, walkOf } from '#app/domain/plan/common-plan.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { BY_CUSTOMERS, teamRank } from '#app/domain/templates/ladder.ts';

const REQUEST = { name: 'Engine', currency: 'EUR', cadence: 'month' } as const;

/** Pay levels, nearest first, as fractions. */
const LEVELS = ['0.10', '0.05', '0.04', '0.03', '0.02', '0.02', '0.01'];
/** Levels that open for whoever is active. */
const OPEN = 3;
/** What must be sold below a partner for a rank, how many levels it opens, and its infinity bonus. */
const RANKS = [
  { id: 'bronze', name: 'Bronze', volume: '500', levels: 5, rate: '0.005' },
  { id: 'silver', name: 'Silver', volume: '2000', levels: 6, rate: '0.010' },
  { id: 'gold', name: 'Gold', volume: '10000', levels: 7, rate: '0.015' },
];

const ppm = (rate: string): number => Math.round(Number(rate) * 1_000_000);

/**
 * The plan's figures for other programs: rates in parts per million by level and by place on the ladder, volumes in cents. What
 * makes active, and how much of a leg counts, are those of the templates' ranks; that both pay the same is compared.
 */
export const ENGINE_FIGURES = {
  levels: LEVELS.map(ppm),
  leaders: [0, ...RANKS.map(({ rate }) => ppm(rate))],
  openLevels: [OPEN, ...RANKS.map(({ levels }) => levels)],
  volumes: RANKS.map(({ volume }) => Number(volume) * 100),
  active: 5000,
  legShare: 600_000,
};

/** Seven levels with dynamic compression that open with the rank, three ranks by team volume, and an infinity bonus. */
export const enginePlan: Plan = {
  ...commonPlan(REQUEST),
  activity: BY_CUSTOMERS,
  ranks: {
    ladder: RANKS.map(({ id, name, volume }) => teamRank(id, name, volume)),
    breakaway_rank: null,
    breakaway_by: 'paid_as',
  },
  components: [
    {
      ...walkOf(REQUEST, 'level', LEVELS),
      compression: { kind: 'dynamic' },
      depth_unlock: [
        { levels: OPEN, when: { kind: 'active' } },
        ...RANKS.map(({ id, levels }) => ({ levels, when: { kind: 'rank' as const, at_least: id } })),
      ],
    },
    {
      kind: 'infinity',
      ...orderFieldsOf(REQUEST, 'infinity'),
      from_level: 1,
      rates: RANKS.map(({ id, rate }) => ({ rank: id, rate })),
      mode: { kind: 'until_blocked', blocker: 'inclusive' },
      pay_buyer: false,
      max_physical_depth: 1000,
    },
  ],
};
