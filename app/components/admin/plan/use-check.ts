import { useFetcher } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';
import type { CheckedPlan } from '#app/domain/templates/check-document.ts';

export const CHECK_ADDRESS = '/app/plan/check';
const TYPING_MS = 300;

type Answer = { ok: true; value: CheckedPlan | null } | { ok: false };

/**
 * What is to be said about a document while it is typed: asked once typing rests, the last good answer stays until then.
 * `first` is about what is stored, and counts again whenever that changes.
 */
export function useCheck(
  question: { text: string } | { values: unknown },
  isDirty: boolean,
  first: CheckedPlan,
): CheckedPlan {
  const { submit, data } = useFetcher<Answer>();
  const body = JSON.stringify(question);
  const send = useRef(submit);
  useEffect(() => {
    send.current = submit;
  });
  useEffect(() => {
    if (!isDirty) return undefined;
    const timer = setTimeout(() => {
      send.current(body, { method: 'post', action: CHECK_ADDRESS, encType: 'application/json' });
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [body, isDirty]);
  const [last, setLast] = useState(first);
  const answer = data?.ok ? data.value : null;
  if (isDirty && answer && answer !== last) setLast(answer);
  return isDirty ? last : first;
}
