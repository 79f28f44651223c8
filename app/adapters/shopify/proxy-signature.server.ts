import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far Shopify's clock and ours may lie apart, and how long a signed address may be used. */
const TOLERANCE_SECONDS = 90;

/** A request that Shopify passed on from a shop's own address. */
export interface ProxyRequest {
  /** `*.myshopify.com` */
  readonly shop: string;
  /** What the shopper's browser asked for, without what Shopify added. */
  readonly params: URLSearchParams;
}

const ADDED = ['shop', 'path_prefix', 'timestamp', 'logged_in_customer_id', 'signature'];

/** What Shopify signs: `key=value` sorted, joined by nothing; several values of a key are joined by a comma. */
function signedText(params: URLSearchParams): string {
  const keys = [...new Set(params.keys())].filter((key) => key !== 'signature');
  return keys
    .map((key) => `${key}=${params.getAll(key).join(',')}`)
    .sort()
    .join('');
}

function isSigned(params: URLSearchParams, secret: string): boolean {
  const given = params.getAll('signature');
  if (given.length !== 1 || !/^[0-9a-f]{64}$/.test(given[0] ?? '')) return false;
  const expected = createHmac('sha256', secret).update(signedText(params)).digest();
  return timingSafeEqual(Buffer.from(given[0] ?? '', 'hex'), expected);
}

function isFresh(params: URLSearchParams, now: Date): boolean {
  const text = params.get('timestamp') ?? '';
  return /^\d{1,12}$/.test(text) && Math.abs(now.getTime() / 1000 - Number(text)) <= TOLERANCE_SECONDS;
}

/**
 * Checks a request through the app proxy: hex HMAC-SHA256 of the sorted parameters under the app's secret, compared in
 * constant time, and not older than 90 seconds. Null where it is forged, stale or incomplete.
 */
export function verifiedProxyRequest(url: URL, { secret, now }: { secret: string; now: Date }): ProxyRequest | null {
  const { searchParams } = url;
  const shop = searchParams.getAll('shop');
  if (!isSigned(searchParams, secret) || !isFresh(searchParams, now)) return null;
  if (shop.length !== 1 || !shop[0]) return null;
  const params = new URLSearchParams(searchParams);
  for (const key of ADDED) params.delete(key);
  return { shop: shop[0], params };
}
