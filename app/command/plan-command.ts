import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { InvariantError } from '#app/domain/assert.ts';
import { caseSchema, type Case } from '#app/domain/case/case-schema.ts';
import { explainCaseNothing, explainCaseRow, type NotExplained } from '#app/domain/case/explain-case.ts';
import { runCase } from '#app/domain/case/run-case.ts';
import { checkCompliance } from '#app/domain/compliance/check-compliance.ts';
import { findingsOf, type PlanFinding } from '#app/domain/plan/parse-plan.ts';
import { planSchema } from '#app/domain/plan/plan.ts';
import { caseOfTemplate, TEMPLATE_NAMES } from '#app/domain/templates/templates.ts';
import type { Locale } from '#app/locales/catalogue.ts';
import { explanationText } from '#app/locales/explanation-text.ts';
import { explanationContext } from '#app/locales/translator.ts';

/** What a command leaves: what goes to standard output, what to standard error, and the exit code. */
export interface CommandResult {
  /** 0 fine, 1 findings that block, 2 input that does not parse. */
  readonly code: 0 | 1 | 2;
  readonly output: string | null;
  readonly complaint: string | null;
}

const USAGE = `plan run FILE                     computes a case and prints rows, ranks, state and totals as JSON
plan explain FILE --row N         why row N of a case is what it is: the value, and its text in English and German
plan explain FILE --nothing PARTNER ORDER   why a partner gets nothing from an order
plan lint FILE                    checks a plan (or a case's plan) against law and arithmetic
plan schema                       the JSON Schema of plans and cases
plan example NAME                 a full case; names: ${TEMPLATE_NAMES.join(', ')}
FILE may be - for standard input. Exit: 0 fine, 1 findings that block, 2 input that does not parse.`;

/** Runs one command of the plan's command line. Needs no database. */
export async function runCommand(words: readonly string[], stdin: NodeJS.ReadableStream): Promise<CommandResult> {
  const [verb, name] = words;
  try {
    switch (verb) {
      case 'run':
        return done(runCase(await readCase(name, stdin)));
      case 'explain':
        return explain(await readCase(name, stdin), words.slice(2));
      case 'lint':
        return lint(await readJson(name, stdin));
      case 'schema':
        return done({ plan: z.toJSONSchema(planSchema), case: z.toJSONSchema(caseSchema) });
      case 'example':
        return example(name);
      default:
        return refused(USAGE);
    }
  } catch (error) {
    // Facts that contradict each other are input too: a circle of sponsors, an unknown partner.
    if (error instanceof InputError || error instanceof InvariantError) return refused(error.message);
    throw error;
  }
}

/** Input that does not parse; its message says where and what to do. */
class InputError extends Error {}

const done = (value: unknown): CommandResult => ({ code: 0, output: JSON.stringify(value, null, 2), complaint: null });
const refused = (complaint: string): CommandResult => ({ code: 2, output: null, complaint });

async function readJson(name: string | undefined, stdin: NodeJS.ReadableStream): Promise<unknown> {
  if (name === undefined) throw new InputError(USAGE);
  let text = '';
  if (name === '-') for await (const chunk of stdin) text += String(chunk);
  else text = await readText(name);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${name}: not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function readText(name: string): Promise<string> {
  try {
    return await readFile(name, 'utf8');
  } catch (error) {
    throw new InputError(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function readCase(name: string | undefined, stdin: NodeJS.ReadableStream): Promise<Case> {
  const document = await readJson(name, stdin);
  const parsed = caseSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw new InputError(findingsOf(document, parsed.error).map(sentenceOf).join('\n'));
}

const ADVICE: Partial<Record<PlanFinding['code'], string>> = {
  missing: 'is missing: add it',
  'unknown-key': 'is not known: remove it',
  'not-a-rate': 'is no rate: a fraction as a string, at most 6 decimals, e.g. "0.05"',
  'not-an-amount': 'is no amount: a decimal string with no more decimals than its unit has, e.g. "40.00"',
  'unknown-rank': 'names a rank that is not on the ladder',
  'unknown-tree': 'names a tree that the plan has not',
  'unknown-component': 'names a component that the plan has not',
  'looks-ahead': 'needs something that is only known later',
  'wrong-order': 'stands after a component of a later phase: move it up',
  'id-taken': 'is used twice',
};

function sentenceOf({ path, code, suggestion }: PlanFinding): string {
  const hint = suggestion === null ? '' : `; did you mean ${suggestion}?`;
  return `${path === '' ? 'the document' : path} ${ADVICE[code] ?? `is refused (${code})`}${hint}`;
}

const NOT_EXPLAINED: Record<NotExplained['kind'], string> = {
  'no-row': 'the case has no row of that number',
  'no-order': 'the case has no order with that id',
  'no-partner': 'the case has no partner with that number',
  earned: 'the partner does get something from that order: see the rows of `plan run`',
  'not-yet': 'what pays for orders on another tree or under a cap is not explained yet',
};

function explain(given: Case, words: readonly string[]): CommandResult {
  const [flag, ...numbers] = words;
  const [first, second] = numbers.map(Number);
  const isRow = flag === '--row' && numbers.length === 1;
  if (!isRow && (flag !== '--nothing' || numbers.length !== 2)) return refused(USAGE);
  const value = isRow ? explainCaseRow(given, first ?? 0) : explainCaseNothing(given, first ?? 0, second ?? 0);
  if (!('currency' in value)) return refused(NOT_EXPLAINED[value.kind]);
  const textIn = (locale: Locale) => explanationText(value, explanationContext(locale, 'UTC', 'merchant'));
  return done({ explanation: value, text: { en: textIn('en'), de: textIn('de') } });
}

/** A plan alone, or the plan of a case. */
function lint(document: unknown): CommandResult {
  const inner = typeof document === 'object' && document !== null && 'plan' in document ? document.plan : document;
  const parsed = planSchema.safeParse(inner);
  if (!parsed.success) throw new InputError(findingsOf(inner, parsed.error).map(sentenceOf).join('\n'));
  const findings = checkCompliance(parsed.data);
  const blocks = findings.some(({ severity }) => severity === 'error');
  return { code: blocks ? 1 : 0, output: JSON.stringify({ findings }, null, 2), complaint: null };
}

function example(name: string | undefined): CommandResult {
  const known = TEMPLATE_NAMES.find((each) => each === name);
  return known === undefined ? refused(USAGE) : done(caseOfTemplate(known));
}
