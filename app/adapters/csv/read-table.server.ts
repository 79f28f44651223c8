import { CsvError, parse } from 'csv-parse/sync';
import { decodeText } from '#app/adapters/csv/decode-text.server.ts';
import { AppError } from '#app/errors.ts';

/** A CSV file as headings and lines; `line` is the line of the file on which the record begins, headings are 1 as a rule. */
export interface Table {
  readonly separator: string;
  readonly headings: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

const SEPARATORS = [';', ',', '\t'] as const;

/** Excel's own first line, which names the separator. */
const DIRECTIVE = /^sep=(.)\r?\n/i;

/** The separator that stands most often in the headings, outside quotes; of several at once amounts would be cut apart. */
function separatorOf(headings: string): string {
  const bare = headings.replaceAll(/"(?:[^"]|"")*"/g, '');
  const count = (separator: string) => bare.split(separator).length - 1;
  return SEPARATORS.reduce((best, next) => (count(next) > count(best) ? next : best));
}

/**
 * Reads a file that some spreadsheet wrote: German or English separators, quotes, any of the usual encodings.
 * `linesMax`: so many lines are read, for a look at the beginning. @throws AppError 'import.not-readable' with the line
 */
export function readTable(bytes: Buffer, linesMax?: number): Table {
  const whole = decodeText(bytes);
  const directive = DIRECTIVE.exec(whole);
  const text = directive ? whole.slice(directive[0].length) : whole;
  const separator = directive?.[1] ?? separatorOf(text.slice(0, text.search(/\r|\n|$/)));
  const [headings, ...rows] = records(text, separator, directive ? 1 : 0, linesMax);
  if (!headings || headings.cells.length < 2) throw new AppError('import.not-readable', { line: 1 });
  return { separator, headings: headings.cells, rows };
}

interface Parsed {
  readonly record: string[];
  /** `lines`: of the file, behind the record. */
  readonly info: { readonly lines: number };
}

function records(text: string, delimiter: string, linesBefore: number, linesMax: number | undefined): Table['rows'] {
  try {
    const options = { delimiter, info: true as const, relax_column_count: true, skip_empty_lines: true, trim: true };
    const parsed = parse(text, linesMax === undefined ? options : { ...options, to: linesMax }) as unknown as Parsed[];
    return parsed.map(({ record, info }) => ({ line: info.lines + linesBefore - newlinesIn(record), cells: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = 'lines' in error && typeof error.lines === 'number' ? error.lines + linesBefore : 1;
    throw new AppError('import.not-readable', { line });
  }
}

const newlinesIn = (cells: readonly string[]): number =>
  cells.reduce((count, cell) => count + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
