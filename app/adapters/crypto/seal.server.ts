import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { assert } from '#app/domain/assert.ts';

const ALGORITHM = 'aes-256-gcm';
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

export const KEY_BYTES = 32;

/** Version, nonce, tag, ciphertext in one. `context` is bound to it: opened in another place, it does not open. */
export function seal(key: Buffer, context: string, clear: Buffer): Buffer {
  assert(key.length === KEY_BYTES, 'a key has 32 bytes');
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce);
  cipher.setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(clear), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), sealed]);
}

/** What was sealed. @throws Error where key, context or a single bit differs */
export function open(key: Buffer, context: string, sealed: Buffer): Buffer {
  assert(sealed.length >= HEAD_BYTES && sealed[0] === VERSION, 'not something we sealed');
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(1, 1 + NONCE_BYTES));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, HEAD_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]);
}
