import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';

const WORD = /"([a-z][a-z0-9_]*)"/g;

/** Offers the words that the document uses elsewhere: names of fields, ranks, components and kinds. */
export function wordsAround(context: CompletionContext): CompletionResult | null {
  const typed = context.matchBefore(/"[a-z0-9_]*/);
  if (!typed || (typed.to - typed.from < 2 && !context.explicit)) return null;
  const words = new Set([...context.state.doc.toString().matchAll(WORD)].map(([, word]) => word ?? ''));
  words.delete(typed.text.slice(1));
  return {
    from: typed.from + 1,
    options: [...words].toSorted().map((label) => ({ label })),
    validFor: /^[a-z0-9_]*$/,
  };
}
