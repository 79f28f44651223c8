/** A broken invariant: a bug or corrupt data. The work in hand rolls back and fails loudly; nobody is told to try again. */
export class InvariantError extends Error {
  override name = 'InvariantError';
}

/** Stops the work at once if `condition` does not hold. @throws InvariantError */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
