import { isRouteErrorResponse } from '@remix-run/react';

/** The number under which the log has an error; null where the answer carries none. */
export function incidentOf(error: unknown): string | null {
  const data: unknown = isRouteErrorResponse(error) ? error.data : null;
  const isNumbered = typeof data === 'object' && data !== null && 'incident' in data;
  return isNumbered && typeof data.incident === 'string' ? data.incident : null;
}
