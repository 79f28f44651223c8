import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** How far Shopify's clock and ours may lie apart; Shopify's library allows the same. */
const TOLERANCE_SECONDS = 10;

const claimsSchema = z.object({
  iss: z.url(),
  dest: z.url(),
  aud: z.string(),
  sub: z.string(),
  exp: z.number(),
  nbf: z.number(),
});

/** What a session token is worth: `expired` was good once, so that a new one is to be had; `bad` never was. */
export type TokenVerdict = { kind: 'good'; domain: string } | { kind: 'expired' } | { kind: 'bad' };

const BAD: TokenVerdict = { kind: 'bad' };

function partOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** HMAC-SHA256 and nothing else: a token that names another algorithm, or none, is not signed. */
function isSigned(head: string, payload: string, signature: string, secret: string): boolean {
  if (!z.object({ alg: z.literal('HS256') }).safeParse(partOf(head)).success) return false;
  const expected = createHmac('sha256', secret).update(`${head}.${payload}`).digest();
  const given = Buffer.from(signature, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/**
 * Judges the token by which Shopify's admin says who asks. Shopify's library checks signature, audience and time as well,
 * but sends every document with a bad token to fetch a new one, which for a forged token never ends, and takes a token
 * whose issuer and destination are different shops.
 */
export function judgeSessionToken(
  token: string,
  { apiKey, secret, now }: { apiKey: string; secret: string; now: Date },
): TokenVerdict {
  const [head = '', payload = '', signature = '', ...rest] = token.split('.');
  if (rest.length > 0 || !isSigned(head, payload, signature, secret)) return BAD;
  const parsed = claimsSchema.safeParse(partOf(payload));
  if (!parsed.success) return BAD;
  const { iss, dest, aud, exp, nbf } = parsed.data;
  const domain = new URL(dest).hostname;
  const seconds = now.getTime() / 1000;
  if (aud !== apiKey || new URL(iss).hostname !== domain || nbf > seconds + TOLERANCE_SECONDS) return BAD;
  return exp <= seconds - TOLERANCE_SECONDS ? { kind: 'expired' } : { kind: 'good', domain };
}
