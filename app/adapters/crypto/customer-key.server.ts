import { createHmac, hkdfSync } from 'node:crypto';
import { env } from '#app/env.server.ts';

const keys = new Map<number, Buffer>();

function keyOf(networkId: number): Buffer {
  let key = keys.get(networkId);
  if (!key) {
    key = Buffer.from(hkdfSync('sha256', env().MASTER_KEY, `network/${networkId}`, 'customer key', 32));
    keys.set(networkId, key);
  }
  return key;
}

/** So many bits stay exact in a double, beside the one that keeps every number from 0, a guest. */
const BITS = 52n;

/**
 * A number that tells a network's customers apart and names none of them: the same for all orders of one, below 2^53. Of a million
 * customers two share one with a chance of 1 in 10,000; they would count as one.
 */
export function customerKey(networkId: number, shopId: number, customerId: bigint): bigint {
  const digest = createHmac('sha256', keyOf(networkId)).update(`${shopId}:${customerId}`).digest();
  return (digest.readBigUInt64BE() >> (64n - BITS)) + 1n;
}
