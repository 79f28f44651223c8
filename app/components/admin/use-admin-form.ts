import { useFetcher } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { appBridge } from '#app/components/admin/app-bridge.ts';
import { useSentence } from '#app/components/shared/use-sentence.ts';
import type { ErrorDetails } from '#app/errors.ts';

/** What an action answers (app/respond.server.ts), as far as a form needs it. */
export type FormAnswer = { ok: true; value: unknown } | { ok: false; code: string; details: ErrorDetails };

type Values = Readonly<Record<string, unknown>>;

interface AdminForm<V extends Values> {
  /** What is stored now, JSON-safe; while nothing is typed the form follows it. */
  stored: V;
  /** Address of the action; the page's own if left out. */
  action?: string;
  /** Goes with the values, to tell the forms of a page apart. */
  intent: string;
  onSaved?: (value: unknown) => void;
}

const PATH_SEPARATOR = '.';
const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Puts the cursor into the first field that is marked as wrong. */
function focusFirstError(): void {
  document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}

/** Calls back once for each answer. */
function useAnswer(answer: FormAnswer | undefined, callback: (answer: FormAnswer) => void): void {
  const handled = useRef<FormAnswer | undefined>(undefined);
  useEffect(() => {
    if (!answer || handled.current === answer) return;
    handled.current = answer;
    callback(answer);
  });
}

/**
 * A form of the admin: values as typed, whether they differ from what is stored, and what the server found wrong, by the
 * path of the field (`levels.0.rate`). Values are sent as JSON with their `intent`; input survives every answer.
 */
export function useAdminForm<V extends Values>({ stored, action, intent, onSaved }: AdminForm<V>) {
  const t = useTranslations('admin.form');
  const problem = useSentence('admin.form.problem');
  const fetcher = useFetcher<FormAnswer>();
  const [draft, setDraft] = useState<V | null>(null);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [settled, setSettled] = useState<FormAnswer | undefined>(undefined);
  const values = draft ?? stored;
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const refusal = answer && !answer.ok ? answer : null;
  const found: ErrorDetails = refusal?.code === 'request.invalid' ? refusal.details : {};

  // By now the page has loaded again: what is stored is what was sent, as the server understood it.
  if (answer?.ok && settled !== answer) {
    setSettled(answer);
    setDraft(null);
  }
  useAnswer(answer, (given) => {
    if (!given.ok) return focusFirstError();
    appBridge()?.toast?.show(t('saved'));
    onSaved?.(given.value);
  });

  return {
    values,
    isDirty: draft !== null && !isSame(draft, stored),
    isBusy: fetcher.state !== 'idle',
    /** A refusal that belongs to no field; shown above the form. */
    refusal: refusal && refusal.code !== 'request.invalid' ? refusal : null,
    set: (change: Partial<V>) => {
      setDraft((current) => ({ ...(current ?? stored), ...change }));
      setTouched((current) => new Set([...current, ...Object.keys(change)]));
    },
    reset: () => {
      setDraft(null);
      setTouched(new Set());
    },
    save: () => {
      setTouched(new Set());
      const body = JSON.stringify({ ...values, intent });
      fetcher.submit(body, { method: 'post', encType: 'application/json', ...(action ? { action } : {}) });
    },
    /** The sentence for a field, gone as soon as the field is changed. */
    errorOf: (path: string): string | false => {
      const code = found[path];
      if (code === undefined || touched.has(path.split(PATH_SEPARATOR)[0] ?? path)) return false;
      return problem(String(code));
    },
  };
}
