import type { z } from 'zod';
import { planSchema, type Plan } from '#app/domain/plan/plan.ts';

/** One thing that is wrong with a document. `plan.finding.<code>` is its sentence. */
export interface PlanFinding {
  readonly code: PlanFindingCode;
  /** JSON path of the field: `components[0].rates[2]`, empty for the document itself. */
  readonly path: string;
  /** For an unknown key: the missing one that it looks like. */
  readonly suggestion: string | null;
}

export const PLAN_FINDING_CODES = [
  'unknown-key',
  'missing',
  'not-a-rate',
  'not-a-factor',
  'not-an-amount',
  'not-an-id',
  'not-a-count',
  'not-a-currency',
  'not-offered',
  'id-taken',
  'no-levels',
  'too-many-levels',
  'too-many-tables',
  'no-components',
  'too-many-components',
  'too-many-ranks',
  'unknown-rank',
  'unknown-tree',
  'unknown-component',
  'wrong-order',
  'looks-ahead',
  'not-here',
  'empty',
  'too-long',
  'wrong-type',
] as const;
export type PlanFindingCode = (typeof PLAN_FINDING_CODES)[number];

export type ParsedPlan =
  { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly findings: readonly PlanFinding[] };

/** Reads a plan document. Unknown keys, missing fields and floats are errors that name the field; nothing is filled in. */
export function parsePlan(document: unknown): ParsedPlan {
  const parsed = planSchema.safeParse(document);
  if (parsed.success) return { ok: true, plan: parsed.data };
  return { ok: false, findings: findingsOf(document, parsed.error) };
}

/** What a schema of this language, or one that holds a plan, refuses about a document. */
export function findingsOf(document: unknown, { issues }: z.ZodError): PlanFinding[] {
  const missing = issues.filter((issue) => isMissing(document, issue)).map(({ path }) => path);
  return issues.flatMap((issue) => findingOf(document, issue, missing));
}

type Path = readonly PropertyKey[];

function findingOf(document: unknown, issue: z.core.$ZodIssue, missing: readonly Path[]): PlanFinding[] {
  if (issue.code === 'unrecognized_keys') {
    const siblings = missing
      .filter((path) => textOf(path.slice(0, -1)) === textOf(issue.path))
      .map((path) => String(path.at(-1)));
    return issue.keys.map((key) => ({
      code: 'unknown-key',
      path: textOf([...issue.path, key]),
      suggestion: nearestOf(key, siblings),
    }));
  }
  const known = PLAN_FINDING_CODES.find((code) => code === issue.message);
  const code = isMissing(document, issue) ? 'missing' : (known ?? 'wrong-type');
  return [{ code, path: textOf(issue.path), suggestion: null }];
}

function isMissing(document: unknown, { path }: { path: Path }): boolean {
  let value = document;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return false;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value === undefined;
}

function textOf(path: Path): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('');
}

/** The candidate that a slip of the finger away from `key` means; null where none is near. */
function nearestOf(key: string, candidates: readonly string[]): string | null {
  const near = candidates
    .map((candidate) => ({ candidate, slips: slipsBetween(key.toLowerCase(), candidate) }))
    .filter(({ candidate, slips }) => slips <= Math.max(2, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.slips - b.slips);
  return near[0]?.candidate ?? null;
}

/** Levenshtein distance: letters added, left out or changed. */
function slipsBetween(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const changed = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(changed, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[b.length] ?? 0;
}
