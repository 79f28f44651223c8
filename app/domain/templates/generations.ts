import { commonPlan, orderFieldsOf, walkOf } from '#app/domain/plan/common-plan.ts';
import { people, sale } from '#app/domain/templates/example-world.ts';
import { BY_CUSTOMERS, teamRank } from '#app/domain/templates/ladder.ts';
import type { Template } from '#app/domain/templates/template.ts';

const [ANNA, BEN, CLEO] = [1001, 1002, 1003];

/** Two levels for everybody, and generations between leaders. */
export const generations: Template = {
  plan: (request) => ({
    ...commonPlan(request),
    activity: BY_CUSTOMERS,
    ranks: {
      ladder: [teamRank('leader', 'Leader', '1000'), teamRank('senior_leader', 'Senior Leader', '5000')],
      breakaway_rank: null,
      breakaway_by: 'paid_as',
    },
    components: [
      walkOf(request, 'level', ['0.15', '0.05']),
      {
        kind: 'generation_walk',
        ...orderFieldsOf(request, 'generation'),
        boundary: { kind: 'threshold_rank', rank: 'leader' },
        inactive_leader: 'boundary',
        leader_volume: 'closed_generation',
        generations: [
          { rank: 'leader', at_most: 2 },
          { rank: 'senior_leader', at_most: 3 },
        ],
        rates: { kind: 'by_level', levels: ['0.05', '0.03', '0.02'] },
        tagged_rates: [],
        pay_buyer: false,
        max_physical_depth: 1000,
      },
    ],
  }),
  example: {
    names: { [ANNA]: 'Anna', [BEN]: 'Ben', [CLEO]: 'Cleo' },
    world: {
      partners: people({ [ANNA]: 0, [BEN]: ANNA, [CLEO]: BEN }),
      orders: [sale(1, CLEO, '1000.00'), sale(2, BEN, '400.00'), sale(3, ANNA, '400.00')],
    },
    pays: [
      { earner: CLEO, component: 'level', amount: '150.00' },
      { earner: BEN, component: 'level', amount: '110.00' },
      { earner: ANNA, component: 'level', amount: '80.00' },
      { earner: CLEO, component: 'generation', amount: '50.00' },
      { earner: BEN, component: 'generation', amount: '50.00' },
      { earner: ANNA, component: 'generation', amount: '32.00' },
    ],
  },
};
