import { createHmac, hkdfSync } from 'node:crypto';
import { env } from '#app/env.server.ts';

const keys = new Map<number, Buffer>();

/** One key per network, so that equal addresses in two networks do not look equal. */
function keyOf(networkId: number): Buffer {
  let key = keys.get(networkId);
  if (!key) {
    key = Buffer.from(hkdfSync('sha256', env().MASTER_KEY, `network/${networkId}`, 'email index', 32));
    keys.set(networkId, key);
  }
  return key;
}

/** An address as it is compared: trimmed, composed, lower case. */
export const normalisedEmail = (email: string): string => email.trim().normalize('NFKC').toLowerCase();

/** A keyed hash of an address: unique and found without being readable (design 12). */
export const emailIndex = (networkId: number, email: string): Buffer =>
  createHmac('sha256', keyOf(networkId)).update(normalisedEmail(email)).digest();
