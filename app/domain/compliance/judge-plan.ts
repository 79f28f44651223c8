import { ceilingPpm, checkCompliance } from '#app/domain/compliance/check-compliance.ts';
import { profileOf, type PlanHome } from '#app/domain/compliance/profile.ts';
import type { ComplianceFinding, RuleSource, Severity } from '#app/domain/compliance/finding.ts';
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

/** Everything that an editor shows about a document of a network, and what publishing asks. */
export function judgePlan(document: unknown, home: PlanHome): Judgement {
  const parsed = parsePlan(document);
  if (!parsed.ok) {
    const findings = parsed.findings.map((finding): Judged => {
      return { ...NOTHING_MORE, about: 'language', severity: 'error', ...finding };
    });
    return { plan: null, findings, ceilingPpm: null };
  }
  const { plan } = parsed;
  const findings = [...currencyMisfit(plan, home), ...runMisfits(plan), ...lawFindings(plan, home)];
  findings.sort((a, b) => RANK[a.severity] - RANK[b.severity]);
  return { plan, findings, ceilingPpm: ceilingPpm(plan) };
}

function currencyMisfit(plan: Plan, { currency }: PlanHome): Judged[] {
  if (plan.currency === currency) return [];
  return [{ ...NOTHING_MORE, about: 'language', severity: 'error', code: 'not-offered', path: 'currency' }];
}

function runMisfits(plan: Plan): Judged[] {
  return notRunnable(plan).map(({ path }) => {
    return { ...NOTHING_MORE, about: 'runs', severity: 'error', code: 'not-run-yet', path };
  });
}

/** By the plan's own profile, and by that of the network's seat where it is another: no plan chooses a milder law. */
function lawFindings(plan: Plan, { country }: PlanHome): Judged[] {
  const own = checkCompliance(plan);
  const atHome = checkCompliance({ ...plan, profile: profileOf(country) });
  const isNew = (finding: ComplianceFinding) =>
    !own.some(({ code, path }) => code === finding.code && path === finding.path);
  return [...own, ...atHome.filter(isNew)].map((finding) => ({ about: 'compliance', suggestion: null, ...finding }));
}
