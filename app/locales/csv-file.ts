import { stringify } from 'csv-stringify/sync';
import type { Locale } from '#app/locales/catalogue.ts';

/** A text that a spreadsheet would run as a formula gets an apostrophe in front; everything else stays as it is. */
export function neutral(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** A plain decimal (`-12.50`) as the language's spreadsheets read numbers. */
export function csvAmount(locale: Locale, decimal: string): string {
  return locale === 'de' ? decimal.replace('.', ',') : decimal;
}

/** Lines as a file that the language's Excel opens in columns: byte-order mark, its separator, Windows line ends. */
export function csvFile(locale: Locale, lines: readonly (readonly (string | number)[])[]): string {
  const delimiter = locale === 'de' ? ';' : ',';
  return `\ufeff${csvLines(delimiter, lines)}`;
}

function csvLines(delimiter: string, lines: readonly (readonly (string | number)[])[]): string {
  return stringify(
    lines.map((line) => [...line]),
    { delimiter, record_delimiter: 'windows' },
  );
}
