import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireMerchant } from '#app/merchant.server.ts';
import { respond } from '#app/respond.server.ts';
import { collectionTitles } from '#app/services/plans/collection-titles.ts';

export { keepAsking as clientLoader } from '#app/components/admin/keep-input.ts';

const IDS_MAX = 100;

/** Titles of collections for the plan's page, asked for after it: the page does not wait for Shopify. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop, now } = await requireMerchant(request);
  const asked = new URL(request.url).searchParams.get('ids') ?? '';
  const ids = asked.split(',').filter((id) => /^\d{1,20}$/.test(id));
  return respond(() => collectionTitles({ domain: shop.domain, ids: ids.slice(0, IDS_MAX), now }));
}
