import { isRouteErrorResponse, type ClientActionFunctionArgs, type ClientLoaderFunctionArgs } from '@remix-run/react';
import { z } from 'zod';
import type { FormAnswer } from '#app/components/admin/use-admin-form.ts';

const incidentSchema = z.object({ incident: z.string() });

/**
 * A failure as the answer that a form shows above its fields. Without it the page would give way to its error, and what was
 * typed with it. @throws what is no failure of ours: redirects, and answers that ask for another session
 */
function asRefusal(failure: unknown): FormAnswer {
  if (failure instanceof Response && failure.status < 500) throw failure;
  if (isRouteErrorResponse(failure) && failure.status < 500) throw failure;
  const answer = incidentSchema.safeParse(isRouteErrorResponse(failure) ? failure.data : null);
  return { ok: false, code: 'request.failed', details: answer.success ? { incident: answer.data.incident } : {} };
}

/** With this status the page is not loaded again: that would fail as well, and the form would be gone. */
const UNAVAILABLE = 503;

/** A route's `clientAction`: input survives also where the server failed or could not be reached. */
export async function keepInput({ serverAction }: ClientActionFunctionArgs): Promise<unknown> {
  try {
    return await serverAction();
  } catch (failure) {
    return Response.json(asRefusal(failure), { status: UNAVAILABLE });
  }
}

/** The same as `clientLoader` of what a form asks while it is filled in. */
export async function keepAsking({ serverLoader }: ClientLoaderFunctionArgs): Promise<unknown> {
  try {
    return await serverLoader();
  } catch (failure) {
    return asRefusal(failure);
  }
}
