import { useSearchParams } from '@remix-run/react';

/** Places that were left behind by going on, so that one can go back to each of them. */
const TRAIL = 'trail';
const AFTER = 'after';
const SEPARATOR = '~';
/** Addresses stay short; further back leads the browser's own way. */
const TRAIL_MAX = 20;

/**
 * A list's address: changes to its filters, and keyset pages. A changed filter begins at the first page. The pages that were
 * left stand in the address too, so a shared link, reload and "previous" lead to the same rows.
 */
export function useListAddress() {
  const [params, setParams] = useSearchParams();
  const withChange = (change: Readonly<Record<string, string | null>>) => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(change)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    return next;
  };
  const trail = params.get(TRAIL)?.split(SEPARATOR) ?? [];
  const here = params.get(AFTER) ?? '';
  const addressOf = (change: Readonly<Record<string, string | null>>) => `?${withChange(change).toString()}`;
  return {
    params,
    change: (change: Readonly<Record<string, string | null>>) => {
      setParams(withChange({ ...change, [AFTER]: null, [TRAIL]: null }), { preventScrollReset: true });
    },
    nextOf: (cursor: string | null) =>
      cursor === null
        ? null
        : addressOf({ [AFTER]: cursor, [TRAIL]: [...trail, here].slice(-TRAIL_MAX).join(SEPARATOR) }),
    previous: params.has(TRAIL)
      ? addressOf({
          [AFTER]: trail.at(-1) || null,
          [TRAIL]: trail.length > 1 ? trail.slice(0, -1).join(SEPARATOR) : null,
        })
      : null,
  };
}
