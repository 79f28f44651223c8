import { z } from 'zod';
import { attributionPolicySchema } from '#app/domain/attribution/policy.ts';
import { parseAmountText } from '#app/domain/money/amount-text.ts';
import { currency as currencyOf } from '#app/domain/money/currency.ts';
import { linkField, nameField, wholeNumber } from '#app/domain/settings/fields.ts';
import { REVERSAL_REASONS } from '#app/domain/settings/reversal-reasons.ts';
import { SETTINGS } from '#app/domain/settings/settings.ts';

/** The forms of the settings pages, as they are sent. Each means one or two settings. */

export const programmeForm = z.object({
  intent: z.literal('programme'),
  returnDays: wholeNumber(0, 365),
  deliveryDays: wholeNumber(0, 60),
  barredReasons: z.array(z.enum(REVERSAL_REASONS, 'not-offered')),
});

/** What the policy asks for, days as text. */
export const attributionForm = z.object({
  intent: z.literal('attribution'),
  priority: attributionPolicySchema.shape.priority,
  touch: attributionPolicySchema.shape.touch,
  windowDays: wholeNumber(1, 365),
  linkLifetimeDays: wholeNumber(0, 3650),
  binds: attributionPolicySchema.shape.binds,
  selfPurchase: attributionPolicySchema.shape.self_purchase,
  captureConsent: attributionPolicySchema.shape.capture_consent,
});

/** What the setting takes: twelve digits of minor units. */
const AMOUNT_LIMIT = 10n ** 12n;

/** In the network's currency; `rates` by the currency of a shop. */
export const moneyForm = (code: string) =>
  z.object({
    intent: z.literal('money'),
    minimum: z.string().transform((text, context) => {
      const amount = parseAmountText(text, currencyOf(code));
      if (amount !== null && amount < AMOUNT_LIMIT) return String(amount);
      context.addIssue({ code: 'custom', message: 'not-an-amount' });
      return z.NEVER;
    }),
    rates: z
      .record(z.string().regex(/^[A-Z]{3}$/), z.string().trim())
      .transform((rates) =>
        Object.fromEntries(
          Object.entries(rates)
            .filter(([, rate]) => rate !== '')
            .map(([from, rate]) => [from, rate.replace(',', '.')]),
        ),
      )
      .pipe(SETTINGS.exchange.shape.rates),
  });

export const LOGO_BYTES_MAX = 200 * 1024;
const LOGO_BASE64_MAX = Math.ceil(LOGO_BYTES_MAX / 3) * 4;

/** `keep`, `remove`, or the picture itself in base64. */
export const brandingForm = z.object({
  intent: z.literal('branding'),
  name: nameField,
  colour: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, 'not-a-colour'),
  imprintUrl: linkField,
  privacyUrl: linkField,
  logo: z.string().superRefine((logo, context) => {
    if (logo === 'keep' || logo === 'remove') return;
    const message = logo.length > LOGO_BASE64_MAX ? 'too-large' : 'not-an-image';
    if (message === 'too-large' || !/^[A-Za-z0-9+/]+={0,2}$/.test(logo)) context.addIssue({ code: 'custom', message });
  }),
});
