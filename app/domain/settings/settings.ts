import { z } from 'zod';
import { attributionPolicySchema } from '#app/domain/attribution/policy.ts';

const rate = z.string().regex(/^\d{1,6}(\.\d{1,9})?$/).refine((text) => /[1-9]/.test(text));

/** Every versioned setting of a network, by key; the document is stored as it is and parsed when it is read. */
export const SETTINGS = {
  /** How an order finds its partner (design 6). */
  attribution: attributionPolicySchema,
  /** Days from fulfilment until a row is available (design 9.7). */
  hold: z.strictObject({ deliveryDays: z.int().min(0).max(60), returnDays: z.int().min(0).max(365) }),
  /** The least that is paid out, in minor units of the network's currency. */
  payout: z.strictObject({ minimumMinor: z.string().regex(/^\d{1,12}$/) }),
  /** Units of the network's currency for one unit of a shop's other currency (design 9.14). */
  exchange: z.strictObject({ rates: z.record(z.string().regex(/^[A-Z]{3}$/), rate) }),
  /** Reasons of Shopify for which a refund takes nothing back (design 9.20; HGB 87a(3)). */
  reversal: z.strictObject({ barredReasons: z.array(z.string()), windowDays: z.int().min(0).max(3650) }),
} as const;

export type SettingKey = keyof typeof SETTINGS;
export type SettingValue<K extends SettingKey> = z.output<(typeof SETTINGS)[K]>;
