/** SQLSTATE and constraint of a database error; on Citus the name stands in the message only, with a shard's number. */
export function violatedConstraint(error: unknown): { code: string; constraint: string | null } | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const named = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : null;
  const inMessage = /constraint "([^"]+)"/.exec(error.message)?.[1] ?? null;
  return { code: error.code, constraint: (named ?? inMessage)?.replace(/_\d{6,}$/, '') ?? null };
}

/** True if a unique or primary key of this name was violated. */
export function isDuplicate(error: unknown, constraint: string): boolean {
  const violated = violatedConstraint(error);
  return violated?.code === '23505' && violated.constraint === constraint;
}
