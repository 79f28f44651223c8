import { createHmac, timingSafeEqual } from 'node:crypto';

/** True if `signature` is base64 HMAC-SHA256 of the raw body under the app's secret; compared in constant time. */
export function isSignedBody(body: Buffer, signature: string, secret: string): boolean {
  const expected = Buffer.from(createHmac('sha256', secret).update(body).digest('base64'));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
