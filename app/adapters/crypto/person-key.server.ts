import { randomBytes } from 'node:crypto';
import { KEY_BYTES, open, seal } from '#app/adapters/crypto/seal.server.ts';
import { env } from '#app/env.server.ts';

/** Whose key it is: a partner of a network, or an uploaded file. It is part of what is sealed. */
export interface KeyOwner {
  readonly networkId: number;
  /** `partner:1001`, `import:<id>` */
  readonly name: string;
}

const wrapContext = ({ networkId, name }: KeyOwner): string => `key/${networkId}/${name}`;
const fieldContext = ({ networkId, name }: KeyOwner, field: string): string => `field/${networkId}/${name}/${field}`;

/** A new key and its form at rest. Destroying the wrapped form erases what the key sealed (design 12). */
export function newKey(owner: KeyOwner): { key: Buffer; wrapped: Buffer } {
  const key = randomBytes(KEY_BYTES);
  return { key, wrapped: seal(env().MASTER_KEY, wrapContext(owner), key) };
}

/** The key behind its form at rest. @throws Error where the master key or the owner is another */
export const unwrapKey = (owner: KeyOwner, wrapped: Buffer): Buffer =>
  open(env().MASTER_KEY, wrapContext(owner), wrapped);

export const sealField = (owner: KeyOwner, key: Buffer, field: string, clear: string | Buffer): Buffer =>
  seal(key, fieldContext(owner, field), Buffer.from(clear));

export const openField = (owner: KeyOwner, key: Buffer, field: string, sealed: Buffer): Buffer =>
  open(key, fieldContext(owner, field), sealed);

/** The key's owner for a partner. */
export const partnerKeyOwner = (networkId: number, number: number): KeyOwner => ({
  networkId,
  name: `partner:${number}`,
});
