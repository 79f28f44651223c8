import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifiedProxyRequest } from '#app/adapters/shopify/proxy-signature.server.ts';
import { signedProxyUrl } from '#tests/adapters/shopify/sign-proxy.ts';

const NOW = new Date('2026-11-10T12:00:00Z');
const SECONDS = NOW.getTime() / 1000;
const PARAMS = {
  shop: 'sonne.myshopify.com',
  path_prefix: '/apps/team',
  timestamp: String(SECONDS),
  logged_in_customer_id: '',
  code: 'ANNA10',
};
const check = (url: URL, secret = 'secret') => verifiedProxyRequest(url, { secret, now: NOW });
const signed = (params: Partial<typeof PARAMS> = {}) =>
  signedProxyUrl('/proxy/recommended', { ...PARAMS, ...params }, 'secret');

test('what Shopify signed is taken, without what Shopify added', () => {
  const proxied = check(signed());
  expect(proxied?.shop).toBe('sonne.myshopify.com');
  expect([...(proxied?.params ?? [])]).toEqual([['code', 'ANNA10']]);
});

test("Shopify's own example of a signature is the one we compute", () => {
  const url = new URL(
    'https://app.example/p?extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555&signature=4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb',
  );
  const now = new Date(1317327555 * 1000);
  expect(verifiedProxyRequest(url, { secret: 'hush', now })?.params.getAll('extra')).toEqual(['1', '2']);
});

test('no change of what was signed goes through', () => {
  const changed = fc.record({ key: fc.constantFrom(...Object.keys(PARAMS), 'extra'), value: fc.string() });
  fc.assert(
    fc.property(changed, ({ key, value }) => {
      fc.pre(PARAMS[key as keyof typeof PARAMS] !== value);
      const url = signed();
      url.searchParams.set(key, value);
      expect(check(url)).toBeNull();
    }),
  );
});

test('a missing, doubled, misformed or foreign signature is no signature', () => {
  const missing = signed();
  missing.searchParams.delete('signature');
  const doubled = signed();
  doubled.searchParams.append('signature', doubled.searchParams.get('signature') ?? '');
  const upper = signed();
  upper.searchParams.set('signature', (upper.searchParams.get('signature') ?? '').toUpperCase());
  const short = signed();
  short.searchParams.set('signature', 'ab');
  for (const url of [missing, doubled, upper, short]) expect(check(url)).toBeNull();
  expect(check(signed(), 'another secret')).toBeNull();
});

test('an address is good for ninety seconds, by either clock', () => {
  for (const offset of [-90, 0, 90]) expect(check(signed({ timestamp: String(SECONDS + offset) }))).not.toBeNull();
  for (const timestamp of [SECONDS - 91, SECONDS + 91, '', 'soon', `${SECONDS}.5`, '-1']) {
    expect(check(signed({ timestamp: String(timestamp) }))).toBeNull();
  }
});
