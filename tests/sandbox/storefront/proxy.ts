import { createHmac } from 'node:crypto';
import { reply, type Reply } from '#tests/sandbox/http/exchange.ts';
import type { SandboxParts } from '#tests/sandbox/parts.ts';
import type { Visit } from '#tests/sandbox/storefront/visit.ts';

/** Hex HMAC-SHA256 over the sorted `key=value` pairs, joined with nothing; values of one key are joined by commas. */
export function proxySignature(query: URLSearchParams, secret: string): string {
  const keys = [...new Set(query.keys())].filter((key) => key !== 'signature').sort();
  const text = keys.map((key) => `${key}=${query.getAll(key).join(',')}`).join('');
  return createHmac('sha256', secret).update(text).digest('hex');
}

/** `/apps/team/…` of the storefront: signed and passed on to the app, without the shopper's cookies. Null for other paths. */
export async function proxyRoute(
  visit: Visit,
  { options, config }: SandboxParts,
): Promise<{ answer: Reply; isLiquid: boolean } | null> {
  if (!config.proxy) return null;
  const prefix = `/${config.proxy.prefix}/${config.proxy.subpath}`;
  if (visit.path !== prefix && !visit.path.startsWith(`${prefix}/`)) return null;
  const { app } = options;
  const target = new URL(`${config.proxy.path}${visit.path.slice(prefix.length)}`, app.url);
  for (const [key, value] of visit.exchange.url.searchParams)
    if (key !== 'signature') target.searchParams.append(key, value);
  target.searchParams.set('shop', visit.shop.state.domain);
  target.searchParams.set('logged_in_customer_id', visit.session.customerId ?? '');
  target.searchParams.set('path_prefix', prefix);
  target.searchParams.set('timestamp', String(Math.floor(Date.now() / 1000)));
  target.searchParams.set('signature', proxySignature(target.searchParams, app.apiSecret));
  const { method, body, headers } = visit.exchange;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const response = await fetch(target, {
    method,
    redirect: 'manual',
    headers: {
      accept: headers.accept ?? '*/*',
      'accept-language': headers['accept-language'] ?? visit.locale,
      'user-agent': headers['user-agent'] ?? '',
      'x-forwarded-host': visit.shop.state.domain,
      'x-forwarded-for': '203.0.113.7',
      ...(headers['content-type'] !== undefined && { 'content-type': headers['content-type'] }),
    },
    ...(hasBody && { body: new Uint8Array(body) }),
  });
  const type = response.headers.get('content-type') ?? 'text/plain';
  const location = response.headers.get('location');
  const kept: Reply['headers'] = {
    'content-type': type.replace('application/liquid', 'text/html'),
    'cache-control': 'no-store',
  };
  if (location !== null) kept.location = location;
  const answer = reply(response.status, Buffer.from(await response.arrayBuffer()), kept);
  return { answer, isLiquid: type.includes('application/liquid') };
}
