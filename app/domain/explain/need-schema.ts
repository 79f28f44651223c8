import { z } from 'zod';
import { quantitySchema } from '#app/domain/explain/period-pay.ts';

const isMet = z.boolean();
const counted = { isMet, value: z.int(), atLeast: z.int() };
const volumes = { isMet, value: quantitySchema, atLeast: quantitySchema };
/** A rank by name; null for none, or for any. */
const rank = z.string().nullable();

/** One figure that a plan asks for: what was reached, and what it must reach (plans 1.3). */
const needFigureSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['own_volume', 'customer_volume', 'personal_volume']), ...volumes }),
  z.strictObject({ kind: z.literal('customer_orders'), ...counted }),
  /** Different customers with at least `each`; null for any purchase. */
  z.strictObject({ kind: z.literal('customers'), ...counted, each: quantitySchema.nullable() }),
  z.strictObject({
    kind: z.literal('group_volume'),
    ...volumes,
    /** Levels below that count; null for all. */
    levels: z.int().nullable(),
    includesOwn: z.boolean(),
    withoutBreakaway: z.boolean(),
    /** The most of what is asked that one leg counts for; null for no limit. */
    legMostPpm: z.int().nullable(),
  }),
  z.strictObject({ kind: z.literal('personally_sponsored'), ...counted, rank, isActive: z.boolean() }),
  z.strictObject({ kind: z.literal('legs'), ...counted, rank, within: z.enum(['leg', 'first_level']) }),
  z.strictObject({ kind: z.literal('sponsored_in_legs'), ...counted, people: z.int(), rank, isActive: z.boolean() }),
  z.strictObject({ kind: z.enum(['rank', 'title_rank']), isMet, value: rank, atLeast: z.string() }),
]);
export type NeedFigure = z.infer<typeof needFigureSchema>;

/** What a plan asks of a partner, with his figures: `active` holds the plan's own activity. */
export type Need =
  | NeedFigure
  | { readonly kind: 'all' | 'any' | 'not' | 'active'; readonly isMet: boolean; readonly of: readonly Need[] };

export const needSchema: z.ZodType<Need> = z.lazy(() =>
  z.union([
    needFigureSchema,
    z.strictObject({ kind: z.enum(['all', 'any', 'not', 'active']), isMet, of: z.array(needSchema) }),
  ]),
);
