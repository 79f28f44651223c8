import type { CodeProblem } from '#app/domain/attribution/codes.ts';

/** A line of an import after its columns were read; cells are as written. `line` is the line of the file, headings are 1. */
export interface ImportRow {
  line: number;
  externalNumber: string | null;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  code: string | null;
  /** An external number, of this file or known, a partner's number, or a code; empty hangs under the house account. */
  sponsor: string | null;
}

/** A partner as the import needs to know it. */
export interface KnownPartner {
  number: number;
  externalNumber: string | null;
  email: string | null;
  codes: readonly string[];
}

/** Under whom a new partner is put: somebody known (0 is the house account), or the new partner of another line. */
export type ImportSponsor = { kind: 'known'; number: number } | { kind: 'line'; line: number };

export interface PlannedPartner {
  line: number;
  externalNumber: string | null;
  firstName: string;
  lastName: string;
  /** Lower case. */
  email: string | null;
  /** Upper case. */
  code: string | null;
  sponsor: ImportSponsor;
}

/** Where a value is taken already: by another line of the file, or by a partner. */
export type TakenBy = { kind: 'line'; line: number } | { kind: 'partner'; number: number };

/** What is wrong with a line; texts are made from code and arguments in the language files. */
export type ImportError = { line: number } & (
  | { code: 'missing-name' }
  | { code: 'bad-email'; email: string }
  | { code: 'duplicate-email'; email: string; takenBy: TakenBy }
  | { code: 'duplicate-number'; externalNumber: string; takenBy: TakenBy }
  | { code: 'bad-code'; partnerCode: string; problem: CodeProblem }
  | { code: 'duplicate-code'; partnerCode: string; takenBy: TakenBy }
  | { code: 'look-alike-code'; partnerCode: string; other: string; takenBy: TakenBy }
  | { code: 'unknown-sponsor'; sponsor: string }
  /** Named once, at its first line; the path leads from there up to itself. */
  | { code: 'cycle'; path: { line: number; name: string }[] }
);

export interface ImportPlan {
  /** Sponsors before those they sponsor. Nobody with an error, and nobody below one. */
  partners: PlannedPartner[];
  /** By line. Any error means that nothing is imported. */
  errors: ImportError[];
}
