import type { createTranslator } from 'use-intl/core';
import type { Person } from '#app/domain/explain/explanation.ts';
import type { Quantity } from '#app/domain/explain/period-pay.ts';
import { minor } from '#app/domain/money/minor.ts';
import type { Messages } from '#app/locales/catalogue.ts';
import type { Format } from '#app/locales/format.ts';

/** The texts of namespace `explanation`: `useTranslations('explanation')` on a page, `explanationContext` elsewhere. */
export type ExplanationTexts = ReturnType<typeof createTranslator<Messages, 'explanation'>>;

/** Who reads: `partner` is the earner and is addressed, `merchant` reads about the earner and sees every name. */
export type Viewer = 'partner' | 'merchant';

export interface TextContext {
  readonly t: ExplanationTexts;
  readonly format: Format;
  readonly viewer: Viewer;
}

/** An order's name as both languages write it: `#1042`, `Nr. 1042`; names of another make stay as they are. */
export function orderNameIn({ t }: TextContext, name: string): string {
  return name.startsWith('#') ? t('orderName', { number: name.slice(1) }) : name;
}

/** A name, the number of somebody nameless, or the words for somebody who may not be named. */
export function nameIn({ t }: TextContext, person: Person): string {
  if (person.name === null) return t('others.someone');
  return person.name === '' ? t('others.numbered', { number: String(person.number) }) : person.name;
}

/** A volume as money, or as points of its kind: "1,234.50 CV". */
export function volumeIn(
  { volume, units, decimals }: Quantity,
  currency: string,
  { t, format }: Pick<TextContext, 't' | 'format'>,
): string {
  const value = BigInt(units);
  if (volume === 'net') return format.money(minor(value), currency);
  return t(`volume.${volume}`, { points: format.decimal(value, decimals) });
}
