import { randomUUID } from 'node:crypto';
import { data } from '@remix-run/node';
import { log } from '#app/adapters/log.server.ts';
import { AppError, type ErrorCode, type ErrorDetails } from '#app/errors.ts';

/** A refusal as a page's action gets it: the code is the key of the text in `errors.json`. */
export interface Refusal {
  ok: false;
  code: ErrorCode;
  details: ErrorDetails;
}

/** An action's outcome. */
export type Outcome<T> = { ok: true; value: T } | Refusal;

/**
 * Runs an action's one call: its value, or the refusal that the page shows beside the form, which keeps what was typed.
 * Anything else that is thrown is logged with a number and ends as a 500 that carries only that number.
 */
export async function respond<T>(work: () => Promise<T>) {
  try {
    return data<Outcome<T>>({ ok: true, value: await work() });
  } catch (error) {
    if (error instanceof Response) throw error;
    if (isUnstorable(error)) return refused<T>(new AppError('request.invalid'));
    if (error instanceof AppError) return refused<T>(error);
    throw failed(error);
  }
}

const refused = <T>({ code, details, status }: AppError) => data<Outcome<T>>({ ok: false, code, details }, { status });

/** Texts that PostgreSQL cannot hold, such as one with a zero character: `character_not_in_repertoire` and its kin. */
const UNSTORABLE = ['22021', '22P05'];

/** True where what was asked or sent is no text at all: then the request is wrong, and nothing of ours. */
const isUnstorable = (error: unknown) =>
  error instanceof Error && 'code' in error && UNSTORABLE.includes(String(error.code));

/** Runs a loader's one call: a refusal becomes a response of its status, a bug a numbered 500. */
export async function load<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Response) throw error;
    const refusal = isUnstorable(error) ? new AppError('request.invalid') : error;
    if (refusal instanceof AppError) throw Response.json({ code: refusal.code }, { status: refusal.status });
    throw failed(error);
  }
}

function failed(error: unknown): Response {
  const incident = randomUUID().slice(0, 8);
  log().error({ err: error, incident }, 'request failed');
  return Response.json({ incident }, { status: 500 });
}
