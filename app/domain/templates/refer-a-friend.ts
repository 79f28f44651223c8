import { commonPlan, walkOf } from '#app/domain/plan/common-plan.ts';
import { people, sale } from '#app/domain/templates/example-world.ts';
import type { Template } from '#app/domain/templates/template.ts';

const ANNA = 1001;

/** One level: whoever recommended an order gets a tenth of its goods. */
export const referAFriend: Template = {
  plan: (request) => ({
    ...commonPlan(request),
    components: [{ ...walkOf(request, 'referral', ['0.10']), orders: 'customers' }],
  }),
  example: {
    names: { [ANNA]: 'Anna' },
    world: { partners: people({ [ANNA]: 0 }), orders: [sale(1, ANNA, '84.03')] },
    pays: [{ earner: ANNA, component: 'referral', amount: '8.40' }],
  },
};
