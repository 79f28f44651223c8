import { useSearchParams } from '@remix-run/react';
import { useEffect, useState } from 'react';

const SEARCH_DELAY_MS = 300;

/**
 * Filters, sort and search of a list as they stand in its address, so that back and a shared link restore them. Every
 * change leads back to the first page.
 */
export function useListFilters() {
  const [params, setParams] = useSearchParams();
  const change = (changes: Readonly<Record<string, string | null>>) => {
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        after.delete('cursor');
        for (const [name, value] of Object.entries(changes)) {
          if (value === null || value === '') after.delete(name);
          else after.set(name, value);
        }
        return after;
      },
      { preventScrollReset: true },
    );
  };
  return { value: (name: string) => params.get(name) ?? '', change, params };
}

/** A search field that asks once typing rests. */
export function useSearchText(stored: string, ask: (text: string) => void) {
  const [text, setText] = useState(stored);
  useEffect(() => {
    if (text === stored) return undefined;
    const timer = setTimeout(() => ask(text), SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [text, stored, ask]);
  return { text, setText };
}
