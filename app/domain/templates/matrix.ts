import { commonPlan, walkOf } from '#app/domain/plan/common-plan.ts';
import { people, placed, sale } from '#app/domain/templates/example-world.ts';
import { BY_CUSTOMERS } from '#app/domain/templates/ladder.ts';
import { SPONSOR_TREE } from '#app/domain/plan/trees.ts';
import type { Template } from '#app/domain/templates/template.ts';

const [ANNA, BEN, CLEO, DORA, EMIL] = [1001, 1002, 1003, 1004, 1005];

/** A forced matrix of three by seven: newcomers fill the first free place below their sponsor. */
export const matrix: Template = {
  plan: (request) => ({
    ...commonPlan(request),
    activity: BY_CUSTOMERS,
    trees: [
      SPONSOR_TREE,
      {
        kind: 'matrix',
        id: 'matrix',
        positions_per_partner: 1,
        holding_days: 0,
        gap: 'hold_slot',
        width: 3,
        height: 7,
        spillover: 'breadth_first',
      },
    ],
    components: [
      {
        ...walkOf(request, 'matrix', ['0.05', '0.05', '0.05', '0.04', '0.03', '0.02', '0.01']),
        tree: 'matrix',
        compression: { kind: 'none' },
      },
    ],
  }),
  example: {
    names: { [ANNA]: 'Anna', [BEN]: 'Ben', [CLEO]: 'Cleo', [DORA]: 'Dora', [EMIL]: 'Emil' },
    // Anna sponsored all four; Emil found her three places taken and stands below Ben.
    world: {
      partners: people({ [ANNA]: 0, [BEN]: ANNA, [CLEO]: ANNA, [DORA]: ANNA, [EMIL]: ANNA }),
      positions: placed('matrix', [
        { owner: ANNA, parent: 0, slot: 0 },
        { owner: BEN, parent: 1, slot: 0 },
        { owner: CLEO, parent: 1, slot: 1 },
        { owner: DORA, parent: 1, slot: 2 },
        { owner: EMIL, parent: 2, slot: 0 },
      ]),
      orders: [sale(1, EMIL, '100.00'), sale(2, BEN, '60.00'), sale(3, ANNA, '60.00')],
    },
    pays: [
      { earner: EMIL, component: 'matrix', amount: '5.00' },
      { earner: BEN, component: 'matrix', amount: '8.00' },
      { earner: ANNA, component: 'matrix', amount: '11.00' },
    ],
  },
};
