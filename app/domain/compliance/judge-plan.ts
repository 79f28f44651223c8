import { ceilingPpm, checkCompliance } from '#app/domain/compliance/check-compliance.ts';
import type { RuleSource, Severity } from '#app/domain/compliance/finding.ts';
import { parsePlan } from '#app/domain/plan/parse-plan.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { notRunnable } from '#app/domain/plan/runnable.ts';

/** One thing that is to be said about a document: by the language, by what runs can do, or by law and arithmetic. */
export interface Judged {
  readonly about: 'language' | 'runs' | 'compliance';
  readonly severity: Severity;
  readonly code: string;
  /** JSON path of the field, empty for the document itself. */
  readonly path: string;
  /** For an unknown key: the missing one that it looks like. */
  readonly suggestion: string | null;
  readonly source: RuleSource | null;
  readonly values: Readonly<Record<string, string | number>>;
}

export interface Judgement {
  /** Null where the document does not parse. */
  readonly plan: Plan | null;
  /** Errors first; an error cannot be published. */
  readonly findings: readonly Judged[];
  /** The most that one order can cost, in parts per million of its net goods; null where nothing limits it. */
  readonly ceilingPpm: number | null;
}

const NOTHING_MORE = { suggestion: null, source: null, values: {} } as const;
const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** Everything that an editor shows about a document of a network whose ledger counts in `currency`. */
export function judgePlan(document: unknown, currency: string): Judgement {
  const parsed = parsePlan(document);
  if (!parsed.ok) {
    const findings = parsed.findings.map((finding): Judged => {
      return { ...NOTHING_MORE, about: 'language', severity: 'error', ...finding };
    });
    return { plan: null, findings, ceilingPpm: null };
  }
  const { plan } = parsed;
  const findings = [...currencyMisfit(plan, currency), ...runMisfits(plan), ...lawFindings(plan)];
  findings.sort((a, b) => RANK[a.severity] - RANK[b.severity]);
  return { plan, findings, ceilingPpm: ceilingPpm(plan) };
}

function currencyMisfit(plan: Plan, currency: string): Judged[] {
  if (plan.currency === currency) return [];
  return [{ ...NOTHING_MORE, about: 'language', severity: 'error', code: 'not-offered', path: 'currency' }];
}

function runMisfits(plan: Plan): Judged[] {
  return notRunnable(plan).map(({ path }) => {
    return { ...NOTHING_MORE, about: 'runs', severity: 'error', code: 'not-run-yet', path };
  });
}

function lawFindings(plan: Plan): Judged[] {
  return checkCompliance(plan).map((finding) => ({ about: 'compliance', suggestion: null, ...finding }));
}
