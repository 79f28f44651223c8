import type { ZodError } from 'zod';

/**
 * Why a payload cannot be used; a delivery is parked with it.
 * `incomplete`: a GraphQL page was cut off, ask for the order alone. `needs-order`: only the whole order can tell.
 */
export interface PayloadProblem {
  code: 'not-json' | 'unexpected-shape' | 'unreadable-amount' | 'incomplete' | 'needs-order';
  /** Where, as a dotted path; never a value, because values may be personal. */
  path: string;
}

interface Unusable {
  ok: false;
  problem: PayloadProblem;
}
export type Parsed<T> = ({ ok: true } & T) | Unusable;

export const unusable = (code: PayloadProblem['code'], path: string): Unusable => ({
  ok: false,
  problem: { code, path },
});

export function unexpectedShape(error: ZodError): Unusable {
  return unusable('unexpected-shape', error.issues[0]?.path.join('.') ?? '');
}

/** Thrown while amounts are read and caught by the parser that reads them; no caller of a parser sees it. */
export class UnreadableAmount extends Error {
  readonly path: string;
  constructor(path: string) {
    super(`unreadable amount at ${path}`);
    this.path = path;
  }
}

/** Runs a mapping and turns an unreadable amount into a problem; every other error is a bug and goes on. */
export function readingAmounts<T>(map: () => Parsed<T>): Parsed<T> {
  try {
    return map();
  } catch (error) {
    if (error instanceof UnreadableAmount) return unusable('unreadable-amount', error.path);
    throw error;
  }
}
