import { z } from 'zod';

/** The mail address of an order's customer, where Shopify hands it out; only a verified one says who somebody is. */
export interface BuyerMail {
  readonly address: string;
  readonly isVerified: boolean;
}

const buyerSchema = z.object({
  customer: z.object({ email: z.string().trim().min(3).max(320), verified_email: z.boolean().nullish() }),
});

/**
 * The buyer's address in the body of an orders/* webhook, parsed before. Null for guests, and for apps that Shopify does
 * not give addresses to. It is never part of the order's facts: whoever asks keeps a keyed hash at most.
 */
export function buyerMailOf(body: unknown): BuyerMail | null {
  const parsed = buyerSchema.safeParse(body);
  if (!parsed.success) return null;
  const { email, verified_email } = parsed.data.customer;
  return { address: email, isVerified: verified_email === true };
}
