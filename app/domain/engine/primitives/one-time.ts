import { z } from 'zod';
import { payCustomerAcquisition } from '#app/domain/engine/events/customer-acquisition.ts';
import { eventReferences, eventSchema } from '#app/domain/engine/events/event-schema.ts';
import { payLifestyle } from '#app/domain/engine/events/lifestyle.ts';
import { payRankAdvancement } from '#app/domain/engine/events/rank-advancement.ts';
import { paySponsorPromotion } from '#app/domain/engine/events/sponsor-promotion.ts';
import type { PeriodPrimitive } from '#app/domain/engine/primitive.ts';
import { componentFields } from '#app/domain/plan/component.ts';

const oneTimeSchema = z.strictObject({ kind: z.literal('one_time'), ...componentFields, event: eventSchema });
export type OneTime = z.infer<typeof oneTimeSchema>;

/** Fixed amounts for events, each paid once: the state holds the keys of what was paid (plans 3). */
export const oneTime = {
  pays: 'period',
  phase: 'event',
  schema: oneTimeSchema,

  referencesOf: ({ event }) => ({ ...eventReferences(event), components: [] }),

  evaluate({ event, rounding }, workshop, sink) {
    switch (event.kind) {
      case 'rank_advancement':
        return payRankAdvancement(event, workshop, { sink, rounding });
      case 'sponsor_promotion':
        return paySponsorPromotion(event, workshop, sink);
      case 'lifestyle':
        return payLifestyle(event, workshop, sink);
      case 'customer_acquisition':
        return payCustomerAcquisition(event, workshop, sink);
    }
  },

  /** Amounts for events hang on no volume; those for customers on theirs, but in units that a component alone does not know. */
  worstCasePpm: () => Infinity,
} satisfies PeriodPrimitive<OneTime>;
