import { useMemo } from 'react';
import type { TreeSource } from '#app/components/shared/tree/use-tree-state.ts';
import type { TreeFigureName } from '#app/components/shared/tree/tree-words.ts';

/** A hit of the search. */
export interface TreeHitLine {
  number: number;
  firstName: string;
  lastName: string;
}

async function get<T>(address: string): Promise<T> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return (await response.json()) as T; // our own routes, typed by their queries
}

/** The admin's addresses of parts of the tree. App Bridge adds the session's token. */
export function useTreeSource(figure: TreeFigureName, { on, tree }: { on: string | null; tree: string | null }) {
  return useMemo(() => {
    const address = (path: string, values: Readonly<Record<string, string | number>>) => {
      const search = new URLSearchParams({ figure, ...(on && { on }), ...(tree && { tree }) });
      for (const [name, value] of Object.entries(values)) search.set(name, String(value));
      return `/app/tree/${path}?${search.toString()}`;
    };
    const source: TreeSource = {
      branch: (parent, offset) => get(address('branch', { parent, offset })),
      line: (start, skip) => get(address('line', { start, skip })),
    };
    return { source, search: (q: string) => get<TreeHitLine[]>(address('search', { q })) };
  }, [figure, on, tree]);
}
