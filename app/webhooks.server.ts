import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Delivery } from '#app/adapters/inbox/delivery.ts';
import { log } from '#app/adapters/log.server.ts';
import { isSignedBody } from '#app/adapters/shopify/webhook-signature.server.ts';

const BODY_BYTES_MAX = 8 * 1024 * 1024;

/** Everything that Shopify sends with a delivery besides the signature, and that a row of the inbox needs. */
const REQUIRED = ['x-shopify-topic', 'x-shopify-shop-domain', 'x-shopify-api-version', 'x-shopify-webhook-id'] as const;

class TooLargeError extends Error {}

/** How long a sender may go on after a refusal: closing at once could lose the answer that is still on its way to him. */
const LINGER_MS = 1000;

/** The connection stays open on a refusal, for the answer. @throws TooLargeError */
async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) throw new TooLargeError();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}

/** Answers while the sender still writes, throws away what else comes, and hangs up on whoever does not stop. */
function refuseTooLarge(request: IncomingMessage, response: ServerResponse): void {
  const hangUp = setTimeout(() => request.destroy(), LINGER_MS);
  request.once('close', () => clearTimeout(hangUp));
  request.resume();
  end(response, 413);
}

function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function instantOf(text: string | null): Date | null {
  const instant = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(instant) ? null : new Date(instant);
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': 0, ...(status === 405 ? { allow: 'POST' } : {}) }).end();
}

export interface WebhookHandlerOptions {
  secret: string;
  store: (delivery: Delivery) => Promise<void>;
  now: () => Date;
}

/**
 * Answers `POST /webhooks/*`: checks the signature, stores the raw delivery, says 200 after the commit. It parses
 * nothing and calls nobody, because Shopify waits five seconds (design 5). Not POST 405, too large 413, signature
 * missing or wrong 401, another header missing 400: nothing is stored. A failed insert is 503, and Shopify tries again.
 */
export function webhookHandler({ secret, store, now }: WebhookHandlerOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'POST') return end(response, 405);
    let body: Buffer;
    try {
      body = await readBody(request);
    } catch (error) {
      if (!(error instanceof TooLargeError)) throw error;
      return refuseTooLarge(request, response);
    }
    const signature = headerOf(request, 'x-shopify-hmac-sha256');
    if (!signature || !isSignedBody(body, signature, secret)) return end(response, 401);
    const [topic, domain, apiVersion, webhookId] = REQUIRED.map((name) => headerOf(request, name));
    if (!topic || !domain || !apiVersion || !webhookId) return end(response, 400);
    const eventId = headerOf(request, 'x-shopify-event-id');
    const triggeredAt = instantOf(headerOf(request, 'x-shopify-triggered-at'));
    try {
      await store({ domain, topic, webhookId, eventId, apiVersion, triggeredAt, receivedAt: now(), body });
    } catch (error) {
      log().error({ err: error, domain, topic, webhookId }, 'delivery not stored');
      return end(response, 503);
    }
    end(response, 200);
  };
}
