import { z } from 'zod';
import { rateOf } from '#app/domain/plan/fields.ts';
import { parsePercent } from '#app/domain/plan/percent.ts';

/** Fields as forms send them: text in, meaning out. The messages are codes with a sentence each. */

/** A whole number within limits that stand below the field. */
export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,6}$/, 'not-a-number')
    .transform(Number)
    .refine((value) => value >= min && value <= max, 'out-of-range');

/** A percentage; out comes the plan document's fraction: "7,5" is "0.075". */
export const percentField = z.string().transform((text, context) => {
  const rate = parsePercent(text);
  if (rate !== null) return rateOf(rate);
  context.addIssue({ code: 'custom', message: text.trim() === '' ? 'required' : 'not-a-rate' });
  return z.NEVER;
});

/** A link that must be https; empty is none. */
export const linkField = z
  .string()
  .trim()
  .max(500, 'too-long')
  .transform((text) => (text === '' ? null : text))
  .pipe(z.nullable(z.url({ protocol: /^https$/, error: 'not-a-url' })));

export const nameField = z.string().trim().min(1, 'required').max(120, 'too-long');

export const dayField = z.iso.date('not-a-day');

/** Zones that this machine's time zone data knows. */
export const timeZoneField = z.string().refine((name) => isTimeZone(name), 'not-a-time-zone');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
