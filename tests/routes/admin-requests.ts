import { mintSessionToken, type SessionClaims } from '#tests/sandbox/oauth/session-token.ts';

const DESKTOP = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

export const API_KEY = 'test-api-key';
export const API_SECRET = 'test-api-secret';

/** A session token as App Bridge hands it out; `change` spoils it. */
export const tokenFor = (shop: string, now: Date, change: Partial<SessionClaims> = {}, apiSecret = API_SECRET) =>
  mintSessionToken({ shop, apiKey: API_KEY, apiSecret, userId: '4711', now, change });

/** A request of the page inside the admin, as App Bridge sends it; redirects are not followed. */
export function askWith(url: string, token: string, init: RequestInit = {}): Promise<Response> {
  const headers = { 'user-agent': DESKTOP, authorization: `Bearer ${token}`, ...init.headers };
  return fetch(url, { redirect: 'manual', ...init, headers });
}

/** The document that the admin's frame opens, with the parameters that Shopify adds. */
export function openFrame(origin: string, path: string, { shop, token }: { shop: string; token: string | null }) {
  const url = new URL(path, origin);
  const host = Buffer.from(`admin.shopify.com/store/${shop.replace('.myshopify.com', '')}`).toString('base64');
  const added = { embedded: '1', shop, host: host.replace(/=+$/, ''), ...(token === null ? {} : { id_token: token }) };
  for (const [name, value] of Object.entries(added)) url.searchParams.set(name, value);
  return fetch(url, { redirect: 'manual', headers: { 'user-agent': DESKTOP, accept: 'text/html' } });
}
