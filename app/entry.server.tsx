import { randomBytes } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { createReadableStreamFromReadable, type EntryContext } from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { renderToPipeableStream } from 'react-dom/server';
import { log } from '#app/adapters/log.server.ts';
import { NonceContext } from '#app/components/shared/nonce.tsx';
import { shopify } from '#app/shopify.server.ts';

/** What a partner's page may load: itself, nothing else. Scripts carry the nonce of their response. */
const portalPolicy = (nonce: string) =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The admin is framed by Shopify, and Shopify's library says by whom; every other page may be framed by nobody. */
function addSecurityHeaders(request: Request, headers: Headers, nonce: string): void {
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'strict-origin-when-cross-origin');
  const { pathname } = new URL(request.url);
  if (pathname.startsWith('/app') || pathname.startsWith('/auth'))
    shopify().addDocumentResponseHeaders(request, headers);
  else headers.set('content-security-policy', portalPolicy(nonce));
}

/** A path without what must not be in a log: queries, and the token of a sign-in link. */
const pathToLog = (request: Request) => new URL(request.url).pathname.replace(/\/link\/.*/, '/link/…');

export default function handleRequest(request: Request, status: number, headers: Headers, context: EntryContext) {
  const nonce = randomBytes(16).toString('base64');
  addSecurityHeaders(request, headers, nonce);
  return new Promise<Response>((resolve, reject) => {
    let failed = false;
    const { pipe } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer context={context} url={request.url} nonce={nonce} />
      </NonceContext.Provider>,
      {
        nonce,
        onAllReady() {
          const body = new PassThrough();
          headers.set('content-type', 'text/html; charset=utf-8');
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: failed ? 500 : status }));
          pipe(body);
        },
        onShellError: reject,
        onError(error) {
          failed = true;
          log().error({ err: error, path: pathToLog(request) }, 'page did not render');
        },
      },
    );
  });
}

/** A loader or action that threw something else than a refusal: the log gets it, the user an incident number. */
export function handleError(error: unknown, { request }: { request: Request }): void {
  if (!request.signal.aborted) log().error({ err: error, path: pathToLog(request) }, 'request failed');
}
