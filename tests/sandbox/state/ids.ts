import { randomBytes } from 'node:crypto';

const FIRST_ID = 5_612_340_000_017n;
const STEP = 32_771n;

/** Hands out ids as Shopify's look: rising integers of 13 or 14 digits, or larger ones from a start of the caller's. */
export function idSequence(start?: string) {
  let next = start === undefined ? FIRST_ID : BigInt(start);
  return {
    next(): string {
      const id = next;
      next += STEP;
      return id.toString();
    },
    peek: () => next.toString(),
  };
}

export type Ids = ReturnType<typeof idSequence>;

/** An unguessable token in lower-case hexadecimal. */
export const secretToken = (bytes = 16) => randomBytes(bytes).toString('hex');

export const gid = (type: string, id: string) => `gid://shopify/${type}/${id}`;

/** The digits of `gid://shopify/Order/123`, of `123`, or the text itself where it is neither. */
export const digitsOf = (id: string) => /(?:^|\/)(\d+)(?:\?.*)?$/.exec(id)?.[1] ?? id;

/** An instant as the API writes it: UTC, whole seconds. */
export const instant = (at: Date) => `${at.toISOString().slice(0, 19)}Z`;
