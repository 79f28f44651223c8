import { createTranslator } from 'use-intl/core';
import type { AboutWord } from '#app/domain/explain/period-about.ts';
import { messagesOf, type Locale, type Messages } from '#app/locales/catalogue.ts';

/** The texts of namespace `money.about`: `useTranslations('money.about')` on a page, `aboutTexts` elsewhere. */
type AboutTexts = ReturnType<typeof createTranslator<Messages, 'money.about'>>;

interface About {
  readonly word: AboutWord;
  /** Null where nobody is named, empty for somebody who may not be. */
  readonly person: string | null;
  readonly position: number | null;
}

/** What a row of the period is about, in the place of an order's name: "Match on Ben K.", "Pairing, position 3". */
export function aboutText({ word, person, position }: About, t: AboutTexts): string {
  return t(word, { person: person || t('someone'), position: String(position ?? '') });
}

/** The texts outside React: CSV files. */
export function aboutTexts(locale: Locale, timeZone: string): AboutTexts {
  return createTranslator({ locale, timeZone, messages: messagesOf(locale), namespace: 'money.about' });
}
