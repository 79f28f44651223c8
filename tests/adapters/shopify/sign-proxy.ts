import { createHmac } from 'node:crypto';

/** Signs an address as Shopify's app proxy does. */
export function signedProxyUrl(path: string, params: Record<string, string>, secret: string): URL {
  const url = new URL(path, 'https://app.lineage.example');
  for (const [key, value] of Object.entries(params)) url.searchParams.append(key, value);
  const text = Object.keys(params)
    .sort()
    .map((key) => `${key}=${params[key] ?? ''}`)
    .join('');
  url.searchParams.append('signature', createHmac('sha256', secret).update(text).digest('hex'));
  return url;
}
