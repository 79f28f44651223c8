import { createTranslator } from 'use-intl/core';
import type { TextContext, Viewer } from '#app/locales/explanation-words.ts';
import { formatFor } from '#app/locales/format.ts';
import { messagesOf, type Locale, type Messages } from '#app/locales/catalogue.ts';

/** Texts by typed key, `t('errors.tree.cycle', { path })`. A key or an argument that is missing is a bug and throws. */
export type Translator = ReturnType<typeof createTranslator<Messages>>;

/** All texts of a language outside React: mails, CSV heads, worker. A time zone is always given, or server and browser differ. */
export function translatorFor(locale: Locale, timeZone: string): Translator {
  return translatorOf(messagesOf(locale), locale, timeZone);
}

/** What `explanationText` needs outside React: CSV, mails, documents. */
export function explanationContext(locale: Locale, timeZone: string, viewer: Viewer): TextContext {
  const t = createTranslator({
    locale,
    timeZone,
    messages: messagesOf(locale),
    namespace: 'explanation',
    onError: fail,
  });
  return { t, format: formatFor(locale, timeZone), viewer };
}

/** `translatorFor` over given texts, e.g. a pseudo-language. */
export function translatorOf(messages: Messages, locale: Locale, timeZone: string): Translator {
  return createTranslator({
    locale,
    timeZone,
    messages,
    onError: fail,
  });
}

function fail(error: Error): never {
  throw error;
}
