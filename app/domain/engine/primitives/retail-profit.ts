import { z } from 'zod';
import { flatFields, oneLevel, payOne } from '#app/domain/engine/flat-rates.ts';
import { dearestPpm, levelCell, rankReferencesOf } from '#app/domain/engine/level-rates.ts';
import { WHOLE_RATE, type OrderPrimitive } from '#app/domain/engine/primitive.ts';
import { orderFields } from '#app/domain/plan/component.ts';
import { retailBaseSchema } from '#app/domain/plan/volumes.ts';

const retailProfitSchema = z.strictObject({
  kind: z.literal('retail_profit'),
  ...orderFields,
  /** The margin between retail and partner price, or the order itself. */
  base: retailBaseSchema,
  orders: z.literal('customers', 'not-offered'),
  ...flatFields,
});
export type RetailProfit = z.infer<typeof retailProfitSchema>;

/** What the partner of a customer's order earns on the sale itself (plans 3, RET-01 and RET-02). */
export const retailProfit = {
  pays: 'orders',
  phase: 'retail',
  counts: 'nothing',
  schema: retailProfitSchema,

  referencesOf(component) {
    return { ranks: rankReferencesOf(oneLevel(component)), components: [] };
  },

  compile(component, workshop) {
    return payOne(component, workshop, ({ isOwn, partner }) => (isOwn ? -1 : partner));
  },

  cellOf(component, at) {
    return levelCell(oneLevel(component), at);
  },

  rateUseOf: () => WHOLE_RATE,

  worstCasePpm(component) {
    return dearestPpm(oneLevel(component));
  },
} satisfies OrderPrimitive<RetailProfit>;
