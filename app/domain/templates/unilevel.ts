import { commonPlan, walkOf } from '#app/domain/plan/common-plan.ts';
import { people, sale } from '#app/domain/templates/example-world.ts';
import type { Template } from '#app/domain/templates/template.ts';

const [ANNA, BEN, CLEO, DORA] = [1001, 1002, 1003, 1004];

/** Three levels on every order; partners who are not active are skipped. */
export const unilevel: Template = {
  plan: (request) => ({
    ...commonPlan(request),
    activity: { kind: 'customer_orders', at_least: 1 },
    components: [walkOf(request, 'level', ['0.10', '0.05', '0.03'])],
  }),
  example: {
    names: { [ANNA]: 'Anna', [BEN]: 'Ben', [CLEO]: 'Cleo', [DORA]: 'Dora' },
    // Ben has no customer this month, so Anna moves up to his level.
    world: {
      partners: people({ [ANNA]: 0, [BEN]: ANNA, [CLEO]: BEN, [DORA]: CLEO }),
      orders: [sale(1, DORA, '80.00'), sale(2, CLEO, '20.00'), sale(3, ANNA, '10.00')],
    },
    pays: [
      { earner: DORA, component: 'level', amount: '8.00' },
      { earner: CLEO, component: 'level', amount: '6.00' },
      { earner: ANNA, component: 'level', amount: '4.40' },
    ],
  },
};
