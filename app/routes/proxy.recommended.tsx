import type { LoaderFunctionArgs } from '@remix-run/node';
import { verifiedProxyRequest } from '#app/adapters/shopify/proxy-signature.server.ts';
import { env } from '#app/env.server.ts';
import { recommendedBy } from '#app/queries/portal/recommended-by.ts';
import { load } from '#app/respond.server.ts';

const CODE_LENGTH_MAX = 64;

/** `GET /apps/<subpath>/recommended?code=ANNA10`, passed on and signed by Shopify: whose code it is, by first name. */
export async function loader({ request }: LoaderFunctionArgs) {
  const proxied = verifiedProxyRequest(new URL(request.url), { secret: env().SHOPIFY_API_SECRET, now: new Date() });
  if (!proxied) return new Response(null, { status: 401, headers: { 'cache-control': 'no-store' } });
  const code = proxied.params.get('code') ?? '';
  const isCode = code !== '' && code.length <= CODE_LENGTH_MAX;
  const name = isCode ? await load(() => recommendedBy(proxied.shop, code)) : null;
  return Response.json({ name }, { headers: { 'cache-control': 'private, max-age=60' } });
}
