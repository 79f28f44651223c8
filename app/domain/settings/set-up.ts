import { z } from 'zod';
import { dayField, nameField, percentField, timeZoneField, wholeNumber } from '#app/domain/settings/fields.ts';
import { handleField } from '#app/domain/settings/handle.ts';

/** What the set-up page asks, as its form sends it. */
export const setUpForm = z.object({
  name: nameField,
  handle: handleField,
  currency: z.string().regex(/^[A-Z]{3}$/, 'not-a-currency'),
  timeZone: timeZoneField,
  cadence: z.enum(['month', 'week'], 'not-offered'),
  firstPeriodOn: dayField,
  returnDays: wholeNumber(0, 365),
  deliveryDays: wholeNumber(0, 60),
  levels: z.array(percentField).min(1, 'no-levels').max(20, 'out-of-range'),
});

/** The same, understood: rates as the plan document writes them. */
export type SetUp = z.output<typeof setUpForm>;
