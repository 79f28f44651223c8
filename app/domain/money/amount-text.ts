import { decimalsOf, parseMinor, toDecimal, type Currency } from '#app/domain/money/currency.ts';
import type { Minor } from '#app/domain/money/minor.ts';

/**
 * An amount as people type it ("25", "25.00", "1.234,50") in minor units; null where it is not one, is negative, or is finer
 * than the currency. A single sign followed by three digits groups thousands, as in both languages.
 */
export function parseAmountText(text: string, code: Currency): Minor | null {
  const digits = text.trim().replace(/[\s\u00a0'’]/g, '');
  const match = /^(\d{1,3}(?:[.,]\d{3})+|\d{1,12})(?:([.,])(\d{1,3}))?$/.exec(digits);
  if (!match) return null;
  const [, whole = '', decimalSign, fraction = ''] = match;
  const grouping = /[.,]/.exec(whole)?.[0];
  const isMixed = new Set(whole.match(/[.,]/g)).size > 1 || (grouping !== undefined && grouping === decimalSign);
  if (isMixed || fraction.replace(/0+$/, '').length > decimalsOf(code)) return null;
  return parseMinor(`${whole.replace(/[.,]/g, '')}${fraction === '' ? '' : `.${fraction}`}`, code);
}

/** An amount for a form's field: "25.00", or "25,00" with a comma. */
export function amountText(amount: Minor, code: Currency, decimalSign: '.' | ','): string {
  return toDecimal(amount, code).replace('.', decimalSign);
}
