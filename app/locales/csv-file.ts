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

type Cells = readonly (string | number)[];

/** Lines as a file that the language's Excel opens in columns: byte-order mark, its separator, Windows line ends. */
export function csvFile(locale: Locale, lines: readonly Cells[]): string {
  return CSV_BEGIN + csvLines(locale, lines);
}

/** What a file begins with, for one that is written piece by piece. */
export const CSV_BEGIN = '\ufeff';

export function csvLines(locale: Locale, lines: readonly Cells[]): string {
  const delimiter = locale === 'de' ? ';' : ',';
  return stringify(
    lines.map((line) => [...line]),
    { delimiter, record_delimiter: 'windows' },
  );
}
