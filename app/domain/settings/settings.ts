import { z } from 'zod';
import { attributionPolicySchema, DEFAULT_POLICY } from '#app/domain/attribution/policy.ts';
import { brandSchema } from '#app/domain/brand/brand.ts';

/** The messages are codes; forms show their sentences beside the field. */
const rate = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,9})?$/, 'not-an-exchange-rate')
  .refine((text) => /[1-9]/.test(text), 'not-an-exchange-rate');
const days = (max: number) => z.int('not-a-number').min(0, 'out-of-range').max(max, 'out-of-range');

/** Every versioned setting of a network, by key; the document is stored as it is and parsed when it is read. */
export const SETTINGS = {
  /** How an order finds its partner (design 6). */
  attribution: attributionPolicySchema,
  /** Days from fulfilment until a row is available (design 9.7). */
  hold: z.strictObject({ deliveryDays: days(60), returnDays: days(365) }),
  /** The least that is paid out, in minor units of the network's currency. */
  payout: z.strictObject({ minimumMinor: z.string().regex(/^\d{1,12}$/, 'not-an-amount') }),
  /** Units of the network's currency for one unit of a shop's other currency (design 9.14). */
  exchange: z.strictObject({ rates: z.record(z.string().regex(/^[A-Z]{3}$/), rate) }),
  /** Reasons of Shopify for which a refund takes nothing back (design 9.20; HGB 87a(3)). */
  reversal: z.strictObject({ barredReasons: z.array(z.string()), windowDays: days(3650) }),
  /** Name, colour and links of the portal, with the colours computed from the one. */
  brand: brandSchema,
  /** The set-up card on Home: shown until somebody puts it away. */
  guide: z.strictObject({ isDismissed: z.boolean() }),
} as const;

export type SettingKey = keyof typeof SETTINGS;
export type SettingValue<K extends SettingKey> = z.output<(typeof SETTINGS)[K]>;

/** Countries whose law keeps the commission where the merchant is at fault. */
const GERMAN_PROFILE = new Set(['DE', 'AT']);
const DEFAULT_MINIMUM_MINOR = '2500';

/** What set-up writes for the keys that its form does not ask for. `country` is the network's, ISO 3166. */
export function defaultSettings(
  country: string,
): Pick<{ [K in SettingKey]: SettingValue<K> }, 'attribution' | 'payout' | 'exchange' | 'reversal'> {
  return {
    attribution: DEFAULT_POLICY,
    payout: { minimumMinor: DEFAULT_MINIMUM_MINOR },
    exchange: { rates: {} },
    reversal: { barredReasons: GERMAN_PROFILE.has(country) ? ['inventory', 'staff'] : [], windowDays: 0 },
  };
}
