import { z } from 'zod';
import { PASS_REASONS } from '#app/domain/engine/primitive.ts';

/** Minor units as a decimal integer: JSON has no bigint. */
export const minorText = z.string().regex(/^-?\d+$/);
/** A calendar day in the network's time zone. */
export const day = z.iso.date();

/** `name` is null where the viewer may not read it. */
export const personSchema = z.strictObject({ number: z.int(), name: z.string().nullable() });
export type Person = z.infer<typeof personSchema>;

export const passReasonSchema = z.enum(PASS_REASONS);

export const periodSchema = z.strictObject({ from: day, to: day, state: z.enum(['open', 'closed', 'accepted']) });
export type Period = z.infer<typeof periodSchema>;

/** The four words, with what each must say beside it. */
export const moneyStateSchema = z.discriminatedUnion('word', [
  z.strictObject({ word: z.literal('estimated') }),
  /** `until` is null as long as the order is not fulfilled: the hold has no end yet. */
  z.strictObject({ word: z.literal('held'), until: day.nullable() }),
  z.strictObject({ word: z.literal('available') }),
  z.strictObject({ word: z.literal('paid'), on: day }),
]);
export type MoneyState = z.infer<typeof moneyStateSchema>;

export const planSchema = z.strictObject({ name: z.string(), version: z.int(), component: z.string() });
export const roundingSchema = z.enum(['half_even', 'half_up', 'floor']);
