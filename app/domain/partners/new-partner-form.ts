import { z } from 'zod';

const NAME_LENGTH_MAX = 100;
const EMAIL_LENGTH_MAX = 254;

const text = (max: number) => z.string().trim().max(max, 'too-long');
const optional = (max: number) => text(max).transform((value) => value || null);

/** A partner's number as it is typed; 0 is the house account. */
export const numberText = z
  .string()
  .trim()
  .regex(/^\d{1,9}$/, 'not-a-number')
  .transform(Number);

/** Somebody who is added or invited by staff; messages are codes. */
export const newPartnerForm = z.object({
  how: z.enum(['invite', 'now']),
  requestId: z.uuid(),
  firstName: text(NAME_LENGTH_MAX).min(1, 'required'),
  lastName: text(NAME_LENGTH_MAX).min(1, 'required'),
  email: text(EMAIL_LENGTH_MAX).min(1, 'required').pipe(z.email('wrong')),
  phone: optional(40),
  country: text(2)
    .toUpperCase()
    .regex(/^([A-Z]{2})?$/, 'not-offered')
    .transform((value) => value || null),
  language: z.enum(['en', 'de']),
  sponsor: numberText,
  code: optional(40),
});
