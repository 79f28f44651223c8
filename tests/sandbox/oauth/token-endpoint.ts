import { fieldsOf, json, type Exchange, type Reply } from '#tests/sandbox/http/exchange.ts';
import { issueToken, tokenReply, takeRefreshToken } from '#tests/sandbox/oauth/access-tokens.ts';
import { verifySessionToken } from '#tests/sandbox/oauth/session-token.ts';
import type { SandboxApp } from '#tests/sandbox/options.ts';
import type { Installation, ShopState } from '#tests/sandbox/state/model.ts';

const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';
const OFFLINE = 'urn:shopify:params:oauth:token-type:offline-access-token';
const ONLINE = 'urn:shopify:params:oauth:token-type:online-access-token';

const refusal = (status: number, error: string, description: string) =>
  json(status, { error, error_description: description });

/** `POST /admin/oauth/access_token`: token exchange, refresh, client credentials. */
export function answerTokenRequest(exchange: Exchange, shop: ShopState, app: SandboxApp, now: Date): Reply {
  const fields = fieldsOf(exchange);
  if (fields.client_id !== app.apiKey) {
    return refusal(400, 'application_cannot_be_found', 'The app that this client_id names does not exist.');
  }
  if (fields.client_secret !== app.apiSecret) return refusal(401, 'invalid_client', 'Client authentication failed.');
  const { installation } = shop;
  switch (fields.grant_type) {
    case TOKEN_EXCHANGE:
      return exchangeToken(fields, shop, app, now);
    case 'refresh_token':
      return refresh(fields, installation, now);
    case 'client_credentials':
      if (!installation) return refusal(400, 'shop_not_permitted', 'The app is not installed on this shop.');
      return json(200, tokenReply(issueToken(installation, { kind: 'offline', userId: null, replaces: null, now })));
    default:
      return refusal(400, 'unsupported_grant_type', 'This grant type is not supported.');
  }
}

function exchangeToken(fields: Record<string, string>, shop: ShopState, app: SandboxApp, now: Date): Reply {
  const { installation } = shop;
  const wanted = fields.requested_token_type;
  if (wanted !== OFFLINE && wanted !== ONLINE) return refusal(400, 'invalid_request', 'Unknown requested_token_type.');
  if (wanted === OFFLINE && fields.expiring !== '1') {
    return refusal(400, 'invalid_request', 'Offline access tokens of this app must be expiring.');
  }
  if (fields.subject_token_type !== ID_TOKEN) return refusal(400, 'invalid_request', 'Unknown subject_token_type.');
  const expected = { shop: shop.domain, apiKey: app.apiKey, apiSecret: app.apiSecret, now: new Date() };
  const claims = verifySessionToken(fields.subject_token ?? '', expected);
  if (!claims || !installation)
    return refusal(400, 'invalid_subject_token', 'The subject token is not valid for this app and shop.');
  const kind = wanted === OFFLINE ? 'offline' : 'online';
  return json(200, tokenReply(issueToken(installation, { kind, userId: claims.sub, replaces: null, now })));
}

function refresh(fields: Record<string, string>, installation: Installation | null, now: Date): Reply {
  const old = installation && takeRefreshToken(installation, fields.refresh_token ?? '', now);
  if (!installation || !old)
    return refusal(400, 'invalid_grant', 'The refresh token is unknown, expired or was replaced.');
  return json(200, tokenReply(issueToken(installation, { kind: 'offline', userId: null, replaces: old, now })));
}
