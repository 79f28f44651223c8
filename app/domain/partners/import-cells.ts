import { foldName } from '#app/domain/partners/fold-name.ts';
import type { ColumnMapping, ImportField } from '#app/domain/partners/import-columns.ts';
import type { ImportError, ImportRow } from '#app/domain/partners/import-plan.ts';

/** What a line says beside what the plan of an import needs. */
export interface ImportDetails {
  readonly phone: string | null;
  /** `YYYY-MM-DD` */
  readonly joinedOn: string | null;
  /** ISO 3166, two letters. */
  readonly country: string | null;
  readonly language: 'en' | 'de' | null;
}

/** A cell that cannot be read as what its column holds. */
export type CellError = { line: number; code: 'bad-date' | 'bad-country' | 'bad-language' | 'too-long'; text: string };

/** Everything that can be wrong with a line. */
export type LineError = ImportError | CellError;

/** Longer cells are a column that slipped, not a name. */
const CELL_LENGTH_MAX = 200;

const COUNTRIES: Readonly<Record<string, string>> = {
  deutschland: 'DE',
  germany: 'DE',
  d: 'DE',
  osterreich: 'AT',
  oesterreich: 'AT',
  austria: 'AT',
  a: 'AT',
  schweiz: 'CH',
  switzerland: 'CH',
  liechtenstein: 'LI',
  luxemburg: 'LU',
  luxembourg: 'LU',
  niederlande: 'NL',
  netherlands: 'NL',
  frankreich: 'FR',
  france: 'FR',
  italien: 'IT',
  italy: 'IT',
};

const LANGUAGES: Readonly<Record<string, 'en' | 'de'>> = {
  de: 'de',
  deutsch: 'de',
  german: 'de',
  en: 'en',
  english: 'en',
  englisch: 'en',
};

/** A line read by its mapping: what the plan needs, what else it says, and the cells that are no date, country, language. */
export function readCells(
  line: number,
  cells: readonly string[],
  mapping: ColumnMapping,
): { row: ImportRow; details: ImportDetails; errors: CellError[] } {
  const byField = new Map<ImportField, string>();
  mapping.forEach((field, index) => {
    const text = cells[index]?.trim();
    if (field !== null && text) byField.set(field, text);
  });
  const cell = (field: ImportField) => byField.get(field) ?? null;
  const errors: CellError[] = [];
  const read = <T>(field: ImportField, code: CellError['code'], parse: (text: string) => T | null): T | null => {
    const text = cell(field);
    const value = text === null ? null : parse(text);
    if (text !== null && value === null) errors.push({ line, code, text: text.slice(0, CELL_LENGTH_MAX) });
    return value;
  };
  for (const text of byField.values()) {
    if (text.length > CELL_LENGTH_MAX) errors.push({ line, code: 'too-long', text: `${text.slice(0, 40)}…` });
  }
  const details = {
    phone: cell('phone'),
    joinedOn: read('joinedOn', 'bad-date', parseDay),
    country: read('country', 'bad-country', parseCountry),
    language: read('language', 'bad-language', (text) => LANGUAGES[foldName(text).split(/[-_]/)[0] ?? ''] ?? null),
  };
  const row = {
    line,
    externalNumber: numberText(cell('externalNumber')),
    ...nameOf(cell),
    email: cell('email'),
    code: cell('code'),
    sponsor: numberText(cell('sponsor')),
  };
  return { row, details, errors };
}

/** Spreadsheets write whole numbers as `1001,00` or `1001.0` where a column is formatted so. */
const numberText = (text: string | null): string | null => text && (/^(\d+)[.,]0{1,2}$/.exec(text)?.[1] ?? text);

function nameOf(cell: (field: ImportField) => string | null): { firstName: string | null; lastName: string | null } {
  const [first, last, full] = [cell('firstName'), cell('lastName'), cell('fullName')];
  if (first !== null || last !== null || full === null) return { firstName: first, lastName: last };
  const comma = /^([^,]+),\s*(.+)$/.exec(full);
  if (comma) return { firstName: comma[2] ?? null, lastName: comma[1] ?? null };
  const split = /^(.+)\s+(\S+)$/.exec(full);
  return split ? { firstName: split[1] ?? null, lastName: split[2] ?? null } : { firstName: full, lastName: null };
}

/** `24.12.2025`, `2025-12-24`, either with a time behind it; a date with slashes is ambiguous and refused. */
function parseDay(text: string): string | null {
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\s|,|$)/.exec(text);
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T\s]|$)/.exec(text);
  const [year, month, day] = german ? [german[3], german[2], german[1]] : iso ? iso.slice(1) : [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written) ? written : null;
}

function parseCountry(text: string): string | null {
  const folded = foldName(text);
  return COUNTRIES[folded] ?? (/^[a-z]{2}$/.test(folded) ? folded.toUpperCase() : null);
}
