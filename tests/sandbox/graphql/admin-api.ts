import { answerQuery } from '#tests/sandbox/graphql/endpoint.ts';
import { adminSchema } from '#tests/sandbox/graphql/schema.ts';
import { header, json, notFound, type Handler } from '#tests/sandbox/http/exchange.ts';
import { takeAccessToken } from '#tests/sandbox/oauth/access-tokens.ts';
import { answerTokenRequest } from '#tests/sandbox/oauth/token-endpoint.ts';
import type { SandboxParts } from '#tests/sandbox/parts.ts';

const PATH = /^\/shopify\/([^/]+)\/admin\/(?:(oauth\/access_token)|api\/([^/]+)\/graphql\.json)$/;

/** `https://{shop}/admin/…` as the redirected app reaches it. */
export function adminApi({ options, config, ids, now, shops, buckets, changed }: SandboxParts): Handler {
  return async (exchange) => {
    const match = PATH.exec(exchange.url.pathname);
    if (!match) return null;
    const [, domain = '', isOauth, version = ''] = match;
    const shop = shops.get(domain);
    const bucket = buckets.get(domain);
    if (!shop || !bucket) return notFound();
    if (exchange.method !== 'POST') return json(405, { errors: 'Method Not Allowed' });
    changed();
    if (isOauth) return answerTokenRequest(exchange, shop.state, options.app, now());
    if (version !== config.apiVersion) return notFound();
    const token = takeAccessToken(shop.state.installation, header(exchange, 'x-shopify-access-token'), now());
    if (!token) {
      const errors = '[API] Invalid API key or access token (unrecognized login or wrong password)';
      return json(401, { errors });
    }
    const context = {
      shop: shop.state,
      token,
      app: options.app,
      config,
      schema: adminSchema(version),
      ids,
      now: now(),
      warnings: [],
    };
    const answer = await answerQuery(exchange.body.toString('utf8'), context, bucket);
    return {
      ...answer,
      headers: { ...answer.headers, 'x-shopify-api-version': version, 'x-request-id': crypto.randomUUID() },
    };
  };
}
