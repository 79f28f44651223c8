import { PORTS } from '#tests/bench/bench-database.ts';
import type { PageAddress } from '#tests/bench/page-addresses.ts';
import type { LargeNetwork } from '#tests/bench/seed-large.ts';
import { LARGE } from '#tests/bench/seed-network.ts';
import { mintSessionToken } from '#tests/sandbox/oauth/session-token.ts';
import { proxySignature } from '#tests/sandbox/storefront/proxy.ts';

/** Shopify's library sends programs away. */
const BROWSER = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

export interface Keys {
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** Milliseconds until the first bytes of the answer, the page's rows among them, and until all of it. */
interface Answered {
  readonly firstMs: number;
  readonly allMs: number;
  readonly body: string;
}

/** The address as Shopify passes it on for a shopper, signed now. */
function proxied(path: string, { apiSecret }: Keys): string {
  const address = new URL(path, 'http://app.example');
  address.searchParams.set('shop', LARGE);
  address.searchParams.set('logged_in_customer_id', '');
  address.searchParams.set('path_prefix', '/apps/team');
  address.searchParams.set('timestamp', String(Math.floor(Date.now() / 1000)));
  address.searchParams.set('signature', proxySignature(address.searchParams, apiSecret));
  return `${address.pathname}${address.search}`;
}

function headersFor({ as }: PageAddress, { secrets }: LargeNetwork, keys: Keys): Record<string, string> {
  if (as === 'nobody' || as === 'shopper') return {};
  if (as !== 'staff') {
    // As Remix' createCookie writes an unsigned value.
    const value = Buffer.from(JSON.stringify(secrets.get(as) ?? '')).toString('base64');
    return { cookie: `lineage_portal=${encodeURIComponent(value)}` };
  }
  const token = mintSessionToken({ shop: LARGE, ...keys, userId: '1', now: new Date() });
  return { authorization: `Bearer ${token}` };
}

/** Asks for a page as the one whose page it is. @throws Error for any answer but 200 */
export async function askFor(page: PageAddress, network: LargeNetwork, keys: Keys): Promise<Answered> {
  const path = page.as === 'shopper' ? proxied(page.path, keys) : page.path;
  const begin = performance.now();
  const response = await fetch(`http://127.0.0.1:${PORTS.web}${path}`, {
    headers: { 'user-agent': BROWSER, ...headersFor(page, network, keys) },
    redirect: 'manual',
    method: page.method ?? 'GET',
  });
  const reader = response.body?.getReader();
  const pieces: Uint8Array[] = [];
  let firstMs = performance.now() - begin;
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
    if (pieces.length === 0) firstMs = performance.now() - begin;
    pieces.push(read.value);
  }
  const allMs = performance.now() - begin;
  const body = Buffer.concat(pieces).toString();
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${body.slice(0, 300)}`);
  return { firstMs, allMs, body };
}
