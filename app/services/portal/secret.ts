import { createHash, randomBytes } from 'node:crypto';

/** A secret for a link or a cookie: 32 random bytes. Only its hash is kept, so that a stolen database opens no door. */
export function newSecret(): { secret: string; hash: Buffer } {
  const secret = randomBytes(32).toString('base64url');
  return { secret, hash: hashOf(secret) };
}

export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
