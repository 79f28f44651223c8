import { commonFields, commonPlan, walkOf } from '#app/domain/plan/common-plan.ts';
import { people, placed, sale } from '#app/domain/templates/example-world.ts';
import { BY_CUSTOMERS } from '#app/domain/templates/ladder.ts';
import { SPONSOR_TREE } from '#app/domain/plan/trees.ts';
import type { Template } from '#app/domain/templates/template.ts';

const [DORA, ANNA, BEN, CLEO] = [1001, 1002, 1003, 1004];

/** A tenth to whoever recommended, pairs of two legs above, and a match on what one's own recruits earn from pairs. */
export const binary: Template = {
  plan: (request) => ({
    ...commonPlan(request),
    activity: BY_CUSTOMERS,
    trees: [
      SPONSOR_TREE,
      {
        kind: 'binary',
        id: 'binary',
        positions_per_partner: 1,
        holding_days: 7,
        gap: 'hold_slot',
        spillover: 'weaker_leg',
      },
    ],
    components: [
      walkOf(request, 'direct', ['0.10']),
      {
        kind: 'leg_pairing',
        ...commonFields(request, 'pairs'),
        tree: 'binary',
        base: { volume: 'net', factor: '1' },
        mode: { kind: 'percent', rate: '0.10', of: 'weaker_leg' },
        carry: 'carry_forward',
        carry_cap: '10000',
        carry_expires_after: 12,
        personal_volume_to: 'none',
        inactive: { kind: 'no_accumulate' },
        cap: { kind: 'amount', amount: '2000' },
        cap_per: 'owner',
        cap_consumes_volume: true,
        refund_of_paired: { kind: 'negative_leg' },
      },
      {
        kind: 'matching',
        ...commonFields(request, 'match'),
        tree: 'sponsor',
        of: ['pairs'],
        earnings: 'net',
        path: {
          kind: 'levels',
          rates: { kind: 'by_level', levels: ['0.20', '0.10'] },
          compression: { kind: 'standard' },
        },
        max_physical_depth: 1000,
      },
    ],
    caps: {
      order: { kind: 'none' },
      partner: { kind: 'none' },
      company: { kind: 'share', rate: '0.45', components: ['direct', 'pairs', 'match'] },
    },
  }),
  example: {
    names: { [DORA]: 'Dora', [ANNA]: 'Anna', [BEN]: 'Ben', [CLEO]: 'Cleo' },
    // Anna's legs: 300.00 left of Ben, 200.00 right of Cleo; 200.00 are paired, 100.00 wait on the left. Dora sponsored Anna.
    world: {
      partners: people({ [DORA]: 0, [ANNA]: DORA, [BEN]: ANNA, [CLEO]: ANNA }),
      positions: placed('binary', [
        { owner: DORA, parent: 0, slot: 0 },
        { owner: ANNA, parent: 1, slot: 0 },
        { owner: BEN, parent: 2, slot: 0 },
        { owner: CLEO, parent: 2, slot: 1 },
      ]),
      orders: [sale(1, BEN, '300.00'), sale(2, CLEO, '200.00'), sale(3, ANNA, '60.00'), sale(4, DORA, '60.00')],
    },
    pays: [
      { earner: BEN, component: 'direct', amount: '30.00' },
      { earner: CLEO, component: 'direct', amount: '20.00' },
      { earner: ANNA, component: 'direct', amount: '6.00' },
      { earner: DORA, component: 'direct', amount: '6.00' },
      { earner: ANNA, component: 'pairs', amount: '20.00' },
      { earner: DORA, component: 'match', amount: '4.00' },
    ],
  },
};
