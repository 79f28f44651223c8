import { z } from 'zod';
import { amountSchema, countSchema, idSchema, rateSchema } from '#app/domain/plan/fields.ts';
import { volumeKindSchema, type VolumeKind } from '#app/domain/plan/volumes.ts';

/** Something that is asked of a partner in a period (plans 1.3). Volumes: money for `net`, points for `pv` and `cv`. */
export type Condition =
  | { kind: 'none' }
  | { kind: 'all' | 'any'; of: Condition[] }
  | { kind: 'not'; of: Condition }
  | { kind: 'active' }
  | { kind: 'own_volume' | 'customer_volume' | 'personal_volume'; volume: VolumeKind; at_least: string }
  | { kind: 'customer_orders'; at_least: number }
  | { kind: 'customers'; at_least: number; volume: VolumeKind; volume_each: string }
  | {
      kind: 'group_volume';
      tree: string;
      volume: VolumeKind;
      at_least: string;
      levels: number | null;
      includes_own: boolean;
      without_breakaway: boolean;
      max_leg_share: string;
    }
  | { kind: 'personally_sponsored'; at_least: number; rank: string | null; is_active: boolean }
  | { kind: 'legs'; tree: string; at_least: number; rank: string | null; within: 'leg' | 'first_level' }
  | {
      kind: 'sponsored_in_legs';
      tree: string;
      legs: number;
      at_least: number;
      rank: string | null;
      is_active: boolean;
    }
  | { kind: 'rank' | 'title_rank'; at_least: string };

const nested: z.ZodType<Condition> = z.lazy(() => conditionSchema);
const reached = { volume: volumeKindSchema, at_least: amountSchema };

/**
 * Conditions are built from these. Customers' orders come before own purchases, and an own purchase is never the only way
 * (plans R10): the check of a plan says so where a profile asks for it.
 */
export const conditionSchema: z.ZodType<Condition> = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.enum(['all', 'any']), of: z.array(nested).min(1, 'empty').max(20, 'too-long') }),
    z.strictObject({ kind: z.literal('not'), of: nested }),
    /** The plan's activity is met. */
    z.strictObject({ kind: z.literal('active') }),
    /** Own purchases, orders of customers, or both together. */
    z.strictObject({ kind: z.enum(['own_volume', 'customer_volume', 'personal_volume']), ...reached }),
    /** Paid orders of the partner's customers that are not refunded in full. */
    z.strictObject({ kind: z.literal('customer_orders'), at_least: countSchema(1) }),
    /** Different customers with at least `volume_each` in paid, unrefunded orders (plans R7). */
    z.strictObject({
      kind: z.literal('customers'),
      at_least: countSchema(1),
      volume: volumeKindSchema,
      volume_each: amountSchema,
    }),
    /** Volume of the downline in a tree; `levels` null is all of it. At most `max_leg_share` of `at_least` counts per leg (RNK-01). */
    z.strictObject({
      kind: z.literal('group_volume'),
      tree: idSchema,
      ...reached,
      levels: countSchema(1).nullable(),
      includes_own: z.boolean('wrong-type'),
      without_breakaway: z.boolean('wrong-type'),
      max_leg_share: rateSchema,
    }),
    /** People he sponsored himself; `rank` is a paid-as rank or null. */
    z.strictObject({
      kind: z.literal('personally_sponsored'),
      at_least: countSchema(1),
      rank: idSchema.nullable(),
      is_active: z.boolean('wrong-type'),
    }),
    /** Legs that hold an active partner, or one of a paid-as rank, anywhere or on the first level; each leg counts once. */
    z.strictObject({
      kind: z.literal('legs'),
      tree: idSchema,
      at_least: countSchema(1),
      rank: idSchema.nullable(),
      within: z.enum(['leg', 'first_level'], 'not-offered'),
    }),
    /**
     * Legs of a tree that hold `at_least` people each whom he sponsored himself, wherever below him: two legs with an active one are the
     * usual qualification of a binary plan (plans 2.5). Each counts once, at his first position; `rank` is a paid-as rank or null.
     */
    z.strictObject({
      kind: z.literal('sponsored_in_legs'),
      tree: idSchema,
      legs: countSchema(1),
      at_least: countSchema(1),
      rank: idSchema.nullable(),
      is_active: z.boolean('wrong-type'),
    }),
    z.strictObject({ kind: z.enum(['rank', 'title_rank']), at_least: idSchema }),
  ],
  'not-offered',
);

/** A condition and everything inside it, outermost first, each with its path below `path`. */
export function conditionsIn(
  condition: Condition,
  path: readonly PropertyKey[],
): { readonly condition: Condition; readonly path: readonly PropertyKey[] }[] {
  const here = { condition, path };
  if (condition.kind === 'not') return [here, ...conditionsIn(condition.of, [...path, 'of'])];
  if (condition.kind !== 'all' && condition.kind !== 'any') return [here];
  return [here, ...condition.of.flatMap((inner, index) => conditionsIn(inner, [...path, 'of', index]))];
}
