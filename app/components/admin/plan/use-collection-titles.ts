import { useFetcher } from '@remix-run/react';
import { useEffect, useState } from 'react';

type Answer = { ok: true; value: Readonly<Record<string, string>> } | { ok: false };

/** How the shop calls collections, asked for after the page; one without an answer stays a number. */
export function useCollectionTitles(ids: readonly string[]): Readonly<Record<string, string>> {
  const { data, load } = useFetcher<Answer>();
  const [titles, setTitles] = useState<Readonly<Record<string, string>>>({});
  const asked = [...new Set(ids)].toSorted().join(',');
  useEffect(() => {
    if (asked !== '') void load(`/app/plan/collections?ids=${asked}`);
  }, [asked, load]);
  if (data?.ok && data.value !== titles) setTitles(data.value);
  return titles;
}
