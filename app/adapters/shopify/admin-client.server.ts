import { z } from 'zod';
import { AccessLostError, recordAccessLost, sessionOf } from '#app/adapters/shopify/access.server.ts';
import { documentOf } from '#app/adapters/shopify/documents.server.ts';
import { RetryLater } from '#app/adapters/retry-later.ts';
import { API_VERSION } from '#app/shopify-version.ts';

const answerSchema = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() }))
    .optional(),
});

/** One operation of a document file, for one shop. */
export interface AdminRequest<T extends z.ZodType> {
  domain: string;
  document: string;
  operationName: string;
  variables?: Record<string, unknown>;
  answer: T;
  now: Date;
}

const THROTTLED_AFTER_MS = 2_000;
const BROKEN_AFTER_MS = 30_000;

async function post(domain: string, token: string, body: string): Promise<Response> {
  try {
    return await fetch(`https://${domain}/admin/api/${API_VERSION}/graphql.json`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'x-shopify-access-token': token },
      body,
      signal: AbortSignal.timeout(30_000),
    });
  } catch (error) {
    throw new RetryLater(BROKEN_AFTER_MS, `${domain} did not answer: ${String(error)}`);
  }
}

/**
 * Asks Shopify's Admin API and parses the answer. @throws RetryLater when throttled or out of reach (with Shopify's
 * own waiting time), AccessLostError when the token no longer counts, Error when the operation itself is refused
 */
export async function askAdmin<T extends z.ZodType>(request: AdminRequest<T>): Promise<z.infer<T>> {
  const { domain, now } = request;
  const session = await sessionOf(domain, now).catch(async (error: unknown) => {
    if (error instanceof AccessLostError) await recordAccessLost(domain, now);
    throw error;
  });
  const { document, operationName, variables } = request;
  const body = JSON.stringify({ query: documentOf(document), operationName, variables });
  const response = await post(domain, session.accessToken ?? '', body);
  if (response.status === 401 || response.status === 403) {
    await recordAccessLost(domain, now);
    throw new AccessLostError(`${domain} refused the token (${response.status})`);
  }
  if (response.status === 429 || response.status >= 500) {
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    const afterMs = Number.isFinite(seconds) ? Math.ceil(seconds * 1000) : BROKEN_AFTER_MS;
    throw new RetryLater(afterMs, `${domain} answered ${response.status}`);
  }
  if (!response.ok) throw new Error(`${domain} answered ${response.status} to ${operationName}`);
  const answer = answerSchema.parse(await response.json());
  const codes = answer.errors?.map((error) => error.extensions?.code) ?? [];
  if (codes.includes('THROTTLED')) throw new RetryLater(THROTTLED_AFTER_MS, `${domain} throttles`);
  if (answer.errors) {
    throw new Error(`${operationName} refused: ${answer.errors.map((error) => error.message).join('; ')}`);
  }
  return request.answer.parse(answer.data);
}
