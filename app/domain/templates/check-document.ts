import { judgePlan, type Judged } from '#app/domain/compliance/judge-plan.ts';
import type { PlanHome } from '#app/domain/compliance/profile.ts';
import { practiceOf, type Practice } from '#app/domain/templates/practice.ts';

/** What an editor shows of a document while it is written. */
export interface CheckedPlan {
  /** False for a text that is no JSON: then there is nothing to check. */
  readonly isJson: boolean;
  readonly findings: readonly Judged[];
  /** The most that one order can cost, in parts per million of its net goods; null where nothing limits it. */
  readonly ceilingPpm: number | null;
  /** Null where the document does not parse. */
  readonly practice: Practice | null;
}

/** A document of a network. */
export function checkDocument(document: unknown, home: PlanHome): CheckedPlan {
  const { plan, findings, ceilingPpm } = judgePlan(document, home);
  return { isJson: true, findings, ceilingPpm, practice: plan && practiceOf(plan) };
}

/** The same of a document as it is typed. */
export function checkText(text: string, home: PlanHome): CheckedPlan {
  try {
    return checkDocument(JSON.parse(text), home);
  } catch (error) {
    if (error instanceof SyntaxError) return { isJson: false, findings: [], ceilingPpm: null, practice: null };
    throw error;
  }
}
