/** How bad it is: an error cannot be published, a warning must be read, a note is for information. */
export type Severity = 'error' | 'warning' | 'note';

/** Where a rule comes from; the language files hold their full names. */
export type RuleSource = 'koscot' | 'ucpd_14' | 'uwg_16' | 'herbalife' | 'amway' | 'arithmetic';

/** What a check of a plan found. `compliance.<code>` holds its reason and what to do, with `values` filled in. */
export interface ComplianceFinding {
  readonly code: ComplianceCode;
  readonly severity: Severity;
  /** JSON path of the field, as in `PlanFinding.path`. */
  readonly path: string;
  readonly source: RuleSource;
  /** Figures for the text: rates in parts per million, names of components. */
  readonly values: Readonly<Record<string, string | number>>;
}

export const COMPLIANCE_CODES = [
  'own-purchase-only',
  'no-self-limit',
  'heads-qualify',
  'pass-up',
  'unbounded',
  'costs-more-than-it-takes',
  'dear',
  'cost-ceiling',
] as const;
export type ComplianceCode = (typeof COMPLIANCE_CODES)[number];
