import { z } from 'zod';
import { flatFields, oneLevel, payOne } from '#app/domain/engine/flat-rates.ts';
import { dearestPpm, levelCell, rankReferencesOf } from '#app/domain/engine/level-rates.ts';
import { nodeAbove } from '#app/domain/engine/path.ts';
import { WHOLE_RATE, type OrderInHand, type OrderPrimitive, type Workshop } from '#app/domain/engine/primitive.ts';
import { orderFields } from '#app/domain/plan/component.ts';

const percentOfOrderSchema = z.strictObject({
  kind: z.literal('percent_of_order'),
  ...orderFields,
  /**
   * The partner whom a customer's order is attributed to (customer commission); the buyer of an own order (personal rebate); or
   * the one above either (affiliate).
   */
  earner: z.enum(['attributed_partner', 'buyer', 'sponsor'], 'not-offered'),
  ...flatFields,
});
export type PercentOfOrder = z.infer<typeof percentOfOrderSchema>;

/** A share of each order to one partner (plans 3). Orders without such an earner pay nothing and have no budget. */
export const percentOfOrder = {
  pays: 'orders',
  phase: 'retail',
  counts: 'nothing',
  schema: percentOfOrderSchema,

  referencesOf(component) {
    return { ranks: rankReferencesOf(oneLevel(component)), components: [] };
  },

  compile(component, workshop) {
    return payOne(component, workshop, EARNERS[component.earner](workshop));
  },

  cellOf(component, at) {
    return levelCell(oneLevel(component), at);
  },

  rateUseOf: () => WHOLE_RATE,

  worstCasePpm(component) {
    return dearestPpm(oneLevel(component));
  },
} satisfies OrderPrimitive<PercentOfOrder>;

type EarnerOf = (order: OrderInHand) => number;

const EARNERS: Readonly<Record<PercentOfOrder['earner'], (workshop: Workshop) => EarnerOf>> = {
  attributed_partner: () => (order) => (order.isOwn ? -1 : order.partner),
  buyer: () => (order) => (order.isOwn ? order.partner : -1),
  sponsor:
    ({ tree }) =>
    (order) =>
      tree.owner[nodeAbove(tree, order)] as number,
};
