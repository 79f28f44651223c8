import { z } from 'zod';
import { amountSchema } from '#app/domain/plan/fields.ts';

/**
 * What makes a partner active in a period, beside an active status (plans 1.3). Volumes are net bases in the plan's
 * currency; customers' orders come before own purchases, and an own purchase is never the only way (plans R10).
 */
export const activitySchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('none') }),
    /** Orders of the partner's customers. */
    z.strictObject({ kind: z.literal('customer_volume'), at_least: amountSchema }),
    /** Paid orders of the partner's customers that are not refunded in full. */
    z.strictObject({
      kind: z.literal('customer_orders'),
      at_least: z.int('not-a-count').min(1, 'not-a-count').max(10_000, 'not-a-count'),
    }),
    /** Orders of customers and own ones together. */
    z.strictObject({ kind: z.literal('personal_volume'), at_least: amountSchema }),
  ],
  'not-offered',
);

/** Who earns from a component: an active partner, or anybody whose status is active at the paid instant. */
export const qualificationSchema = z.discriminatedUnion(
  'kind',
  [z.strictObject({ kind: z.literal('active') }), z.strictObject({ kind: z.literal('none') })],
  'not-offered',
);
