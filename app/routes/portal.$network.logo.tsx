import type { LoaderFunctionArgs } from '@remix-run/node';
import { requirePortal } from '#app/partner.server.ts';
import { portalLogo } from '#app/queries/portal/brand.ts';
import { load } from '#app/respond.server.ts';

/** The merchant's logo, as a picture and nothing else. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { network } = await requirePortal(params);
  const logo = await load(() => portalLogo(network));
  if (!logo) throw new Response(null, { status: 404 });
  const isVersioned = new URL(request.url).searchParams.has('v');
  return new Response(new Uint8Array(logo.bytes), {
    headers: {
      'content-type': logo.mime,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': isVersioned ? 'public, max-age=31536000, immutable' : 'no-cache',
      'x-content-type-options': 'nosniff',
    },
  });
}
