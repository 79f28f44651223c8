import { commonPlan, orderFieldsOf, walkOf } from '#app/domain/plan/common-plan.ts';
import { people, sale } from '#app/domain/templates/example-world.ts';
import { BY_CUSTOMERS } from '#app/domain/templates/ladder.ts';
import type { Template } from '#app/domain/templates/template.ts';

const [ANNA, BEN, CLEO] = [1001, 1002, 1003];

/** The host of a party keeps a quarter of its sales; the two above get a share, and more in a newcomer's first ninety days. */
export const party: Template = {
  plan: (request) => ({
    ...commonPlan(request),
    activity: BY_CUSTOMERS,
    components: [
      {
        kind: 'percent_of_order',
        ...orderFieldsOf(request, 'sales'),
        orders: 'customers',
        qualification: { kind: 'none' },
        earner: 'attributed_partner',
        rates: { kind: 'flat', rate: '0.25' },
        tagged_rates: [],
      },
      {
        kind: 'fast_start',
        ...orderFieldsOf(request, 'start'),
        tree: 'sponsor',
        window_days: 90,
        rates: { kind: 'by_level', levels: ['0.05'] },
        tagged_rates: [],
        compression: { kind: 'none' },
        max_physical_depth: 1000,
      },
      { ...walkOf(request, 'team', ['0', '0.05', '0.03']) },
    ],
  }),
  example: {
    names: { [ANNA]: 'Anna', [BEN]: 'Ben', [CLEO]: 'Cleo' },
    // Cleo has been with us for a month, so Ben gets the start bonus on her sales beside his share.
    world: {
      partners: people({ [ANNA]: 0, [BEN]: ANNA, [CLEO]: BEN }, { [CLEO]: '2026-10-01T00:00:00Z' }),
      orders: [sale(1, CLEO, '200.00'), sale(2, BEN, '100.00'), sale(3, ANNA, '60.00')],
    },
    pays: [
      { earner: CLEO, component: 'sales', amount: '50.00' },
      { earner: BEN, component: 'sales', amount: '25.00' },
      { earner: ANNA, component: 'sales', amount: '15.00' },
      { earner: BEN, component: 'start', amount: '10.00' },
      { earner: BEN, component: 'team', amount: '10.00' },
      { earner: ANNA, component: 'team', amount: '11.00' },
    ],
  },
};
