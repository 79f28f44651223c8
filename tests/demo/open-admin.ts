import type { Stack } from '#tests/demo/stack.ts';

const DESKTOP = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** Opens the app in the shop's admin for the first time, as its frame does: the token is exchanged, the shop recorded. */
export async function openAdmin({ sandbox }: Stack, domain: string): Promise<void> {
  const handle = domain.replace('.myshopify.com', '');
  const query = new URLSearchParams({
    embedded: '1',
    shop: domain,
    host: Buffer.from(`admin.shopify.com/store/${handle}`).toString('base64').replace(/=+$/, ''),
    id_token: sandbox.sessionToken(domain),
    locale: 'en',
  });
  const answer = await fetch(`${sandbox.frameOrigin}/app?${query.toString()}`, {
    headers: { 'user-agent': DESKTOP },
    redirect: 'manual',
  });
  if (answer.status >= 400) throw new Error(`the app answered ${answer.status} to its first visit of ${domain}`);
}
