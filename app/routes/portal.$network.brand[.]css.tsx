import type { LoaderFunctionArgs } from '@remix-run/node';
import { requirePortal } from '#app/partner.server.ts';
import { brandStyleSheet } from '#app/queries/portal/brand.ts';
import { load } from '#app/respond.server.ts';

/** The brand's colours. The address carries the version, so a browser asks again only when it changes. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { network } = await requirePortal(params);
  const isVersioned = new URL(request.url).searchParams.has('v');
  return new Response(await load(() => brandStyleSheet(network)), {
    headers: {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': isVersioned ? 'public, max-age=31536000, immutable' : 'no-cache',
      'x-content-type-options': 'nosniff',
    },
  });
}
