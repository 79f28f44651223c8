import { codeProblem, foldCode } from '#app/domain/attribution/codes.ts';
import type {
  ImportError,
  ImportRow,
  KnownPartner,
  PlannedPartner,
  TakenBy,
} from '#app/domain/partners/import-plan.ts';

/** One local part, one host with a dot, nothing that breaks a mail header; the first mail tells the rest. */
const EMAIL = /^[^\s@,;:<>()"\\]+@[^\s@,;:<>()"\\.]+(\.[^\s@,;:<>()"\\.]+)+$/;
const EMAIL_LENGTH_MAX = 254;

/** A row whose own cells are fine; its sponsor is still text. */
export interface CheckedRow extends Omit<PlannedPartner, 'sponsor'> {
  sponsor: string | null;
}

export interface CheckedRows {
  rows: CheckedRow[];
  errors: ImportError[];
}

interface Taken {
  externalNumbers: Map<string, TakenBy>;
  emails: Map<string, TakenBy>;
  codes: Map<string, { code: string; takenBy: TakenBy }>;
}

const cell = (text: string | null): string | null => text?.trim() || null;

/** Checks every line by itself and against the lines above it and the known partners; the sponsors are not looked at yet. */
export function checkImportRows(rows: readonly ImportRow[], known: readonly KnownPartner[]): CheckedRows {
  const taken = takenBy(known);
  const checked: CheckedRows = { rows: [], errors: [] };
  for (const row of rows) {
    const cells = cellsOf(row);
    const errors = [
      ...nameErrors(cells),
      ...numberErrors(cells, taken),
      ...emailErrors(cells, taken),
      ...codeErrors(cells, taken),
    ];
    if (errors.length === 0) checked.rows.push(cells);
    else checked.errors.push(...errors);
  }
  return checked;
}

function takenBy(known: readonly KnownPartner[]): Taken {
  const taken: Taken = { externalNumbers: new Map(), emails: new Map(), codes: new Map() };
  for (const { number, externalNumber, email, codes } of known) {
    const by: TakenBy = { kind: 'partner', number };
    if (externalNumber !== null) taken.externalNumbers.set(externalNumber, by);
    if (email !== null) taken.emails.set(email.toLowerCase(), by);
    for (const code of codes) taken.codes.set(foldCode(code), { code, takenBy: by });
  }
  return taken;
}

function cellsOf(row: ImportRow): CheckedRow {
  return {
    line: row.line,
    externalNumber: cell(row.externalNumber),
    firstName: cell(row.firstName) ?? '',
    lastName: cell(row.lastName) ?? '',
    email: cell(row.email)?.toLowerCase() ?? null,
    code: cell(row.code)?.toUpperCase() ?? null,
    sponsor: cell(row.sponsor),
  };
}

function nameErrors({ line, firstName, lastName }: CheckedRow): ImportError[] {
  return firstName === '' && lastName === '' ? [{ line, code: 'missing-name' }] : [];
}

function numberErrors({ line, externalNumber }: CheckedRow, { externalNumbers }: Taken): ImportError[] {
  if (externalNumber === null) return [];
  const by = externalNumbers.get(externalNumber);
  if (by) return [{ line, code: 'duplicate-number', externalNumber, takenBy: by }];
  externalNumbers.set(externalNumber, { kind: 'line', line });
  return [];
}

function emailErrors({ line, email }: CheckedRow, { emails }: Taken): ImportError[] {
  if (email === null) return [];
  if (email.length > EMAIL_LENGTH_MAX || !EMAIL.test(email)) return [{ line, code: 'bad-email', email }];
  const by = emails.get(email);
  if (by) return [{ line, code: 'duplicate-email', email, takenBy: by }];
  emails.set(email, { kind: 'line', line });
  return [];
}

function codeErrors({ line, code }: CheckedRow, { codes }: Taken): ImportError[] {
  if (code === null) return [];
  const problem = codeProblem(code);
  if (problem) return [{ line, code: 'bad-code', partnerCode: code, problem }];
  const folded = foldCode(code);
  const other = codes.get(folded);
  if (!other) {
    codes.set(folded, { code, takenBy: { kind: 'line', line } });
    return [];
  }
  const isSame = other.code.toUpperCase() === code;
  if (isSame) return [{ line, code: 'duplicate-code', partnerCode: code, takenBy: other.takenBy }];
  return [{ line, code: 'look-alike-code', partnerCode: code, other: other.code, takenBy: other.takenBy }];
}
