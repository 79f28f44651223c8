import { commonPlan, orderFieldsOf } from '#app/domain/plan/common-plan.ts';
import { people, sale } from '#app/domain/templates/example-world.ts';
import { BY_CUSTOMERS, teamRank } from '#app/domain/templates/ladder.ts';
import type { Template } from '#app/domain/templates/template.ts';

const [ANNA, BEN, CLEO, DORA, EMIL] = [1001, 1002, 1003, 1004, 1005];

/** Rates by rank, of which everybody gets the difference to those below; groups of a Director break away and pay an override. */
export const stairstep: Template = {
  plan: (request) => ({
    ...commonPlan(request),
    activity: BY_CUSTOMERS,
    ranks: {
      ladder: [
        teamRank('consultant', 'Consultant', '0'),
        teamRank('manager', 'Manager', '1000'),
        teamRank('director', 'Director', '4000'),
      ],
      breakaway_rank: 'director',
      breakaway_by: 'paid_as',
    },
    components: [
      {
        kind: 'differential_walk',
        ...orderFieldsOf(request, 'stairstep'),
        rates: [
          { rank: 'consultant', rate: '0.10' },
          { rank: 'manager', rate: '0.15' },
          { rank: 'director', rate: '0.20' },
        ],
        unqualified_blocks: false,
        equal_rank: { kind: 'none' },
        max_total_rate: '0.20',
        pay_buyer: false,
        stops_at_breakaway: true,
        max_physical_depth: 1000,
      },
      {
        kind: 'breakaway',
        ...orderFieldsOf(request, 'override'),
        override: { kind: 'fixed', rates: { kind: 'by_level', levels: ['0.04', '0.02'] } },
        max_physical_depth: 1000,
      },
    ],
  }),
  example: {
    names: { [ANNA]: 'Anna', [BEN]: 'Ben', [CLEO]: 'Cleo', [DORA]: 'Dora', [EMIL]: 'Emil' },
    // Ben's own sales and two legs make him a Director; so is Anna, who therefore gets the override on his group, not the difference.
    world: {
      partners: people({ [ANNA]: 0, [BEN]: ANNA, [CLEO]: BEN, [DORA]: BEN, [EMIL]: ANNA }),
      orders: [
        sale(1, CLEO, '2000.00'),
        sale(2, DORA, '2000.00'),
        sale(3, BEN, '200.00'),
        sale(4, ANNA, '100.00'),
        sale(5, EMIL, '1600.00'),
      ],
    },
    pays: [
      { earner: CLEO, component: 'stairstep', amount: '300.00' },
      { earner: DORA, component: 'stairstep', amount: '300.00' },
      { earner: BEN, component: 'stairstep', amount: '240.00' },
      { earner: EMIL, component: 'stairstep', amount: '240.00' },
      { earner: ANNA, component: 'stairstep', amount: '100.00' },
      { earner: ANNA, component: 'override', amount: '168.00' },
    ],
  },
};
