import { commonPlan, walkOf } from '#app/domain/plan/common-plan.ts';
import { people, sale } from '#app/domain/templates/example-world.ts';
import { BY_CUSTOMERS, teamRank } from '#app/domain/templates/ladder.ts';
import type { Template } from '#app/domain/templates/template.ts';

const [ANNA, BEN, CLEO, DORA] = [1001, 1002, 1003, 1004];

/** Five levels that open with the rank, dynamic compression: a level is never lost while somebody above has it open. */
export const unilevelRanks: Template = {
  plan: (request) => ({
    ...commonPlan(request),
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
        ...walkOf(request, 'level', ['0.10', '0.05', '0.04', '0.03', '0.02']),
        compression: { kind: 'dynamic' },
        depth_unlock: [
          { levels: 2, when: { kind: 'active' } },
          { levels: 3, when: { kind: 'rank', at_least: 'bronze' } },
          { levels: 4, when: { kind: 'rank', at_least: 'silver' } },
          { levels: 5, when: { kind: 'rank', at_least: 'gold' } },
        ],
      },
    ],
  }),
  example: {
    names: { [ANNA]: 'Anna', [BEN]: 'Ben', [CLEO]: 'Cleo', [DORA]: 'Dora' },
    // Anna's team reaches Bronze: 600.00 in two legs, of which one counts for at most 300.00.
    world: {
      partners: people({ [ANNA]: 0, [BEN]: ANNA, [CLEO]: BEN, [DORA]: ANNA }),
      orders: [sale(1, CLEO, '300.00'), sale(2, DORA, '200.00'), sale(3, ANNA, '60.00'), sale(4, BEN, '60.00')],
    },
    pays: [
      { earner: CLEO, component: 'level', amount: '30.00' },
      { earner: BEN, component: 'level', amount: '21.00' },
      { earner: DORA, component: 'level', amount: '20.00' },
      { earner: ANNA, component: 'level', amount: '31.00' },
    ],
  },
};
