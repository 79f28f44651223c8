import { useCallback, useRef } from 'react';
import type { TreeHitLine } from '#app/components/admin/tree/tree-source.ts';

/** The hits of the newest search, one after the other. */
export function useHits(onFocus: (number: number) => void) {
  const hits = useRef<{ numbers: readonly number[]; place: number }>({ numbers: [], place: -1 });
  const setHits = useCallback((found: readonly TreeHitLine[]) => {
    hits.current = { numbers: found.map((hit) => hit.number), place: -1 };
  }, []);
  const next = () => {
    const { numbers, place } = hits.current;
    const number = numbers[(place + 1) % numbers.length];
    if (number === undefined) return;
    hits.current = { numbers, place: (place + 1) % numbers.length };
    onFocus(number);
  };
  return { setHits, next };
}
