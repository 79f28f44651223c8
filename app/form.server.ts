import type { z } from 'zod';
import { AppError, type ErrorDetails } from '#app/errors.ts';

/**
 * A form's JSON body as its schema says. The schema's messages are codes; each has a sentence under `admin.form.problem`.
 * @throws AppError 'request.invalid' whose details name every wrong field by its path: `{ 'levels.0.rate': 'not-a-rate' }`
 */
export async function parseForm<T extends z.ZodType>(request: Request, schema: T): Promise<z.output<T>> {
  return checkForm(await request.json().catch(() => null), schema);
}

/** The same for values that are at hand. @throws AppError 'request.invalid' */
export function checkForm<T extends z.ZodType>(values: unknown, schema: T): z.output<T> {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  throw new AppError('request.invalid', problemsOf(parsed.error));
}

function problemsOf({ issues }: z.ZodError): ErrorDetails {
  const problems: Record<string, string> = {};
  for (const issue of issues)
    problems[issue.path.join('.')] ??= /^[a-z][a-z-]*$/.test(issue.message) ? issue.message : 'wrong';
  return problems;
}
