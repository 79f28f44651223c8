import { useFetcher } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';
import type { ExampleAnswer } from '#app/domain/plan/example-request.ts';

export const EXAMPLE_ADDRESS = '/app/plan/example';
const TYPING_MS = 150;

interface ExampleQuestion {
  currency: string;
  levels: readonly string[];
  compression: string;
}

type Answer = { ok: true; value: ExampleAnswer } | { ok: false };

/** The figures of the newest rates that could be read; while somebody types nonsense the last good ones stay. */
export function useExample(question: ExampleQuestion, first: ExampleAnswer): ExampleAnswer {
  const fetcher = useFetcher<Answer>();
  const body = JSON.stringify(question);
  const asked = useRef(body);
  const submit = useRef(fetcher.submit);
  useEffect(() => {
    submit.current = fetcher.submit;
  });
  useEffect(() => {
    if (asked.current === body) return undefined;
    const timer = setTimeout(() => {
      asked.current = body;
      submit.current(body, { method: 'post', action: EXAMPLE_ADDRESS, encType: 'application/json' });
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [body]);
  const [last, setLast] = useState(first);
  if (fetcher.data?.ok && fetcher.data.value !== last) setLast(fetcher.data.value);
  return last;
}
