import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireMerchant } from '#app/merchant.server.ts';
import { explainRowByKey } from '#app/queries/commissions/explain-row.ts';
import { respond } from '#app/respond.server.ts';

export { keepAsking as clientLoader } from '#app/components/admin/keep-input.ts';

/** The explanation of one row, for the list that opens it in place. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { networkId, now } = await requireMerchant(request);
  return respond(() => explainRowByKey(networkId, params['row'] ?? '', now));
}
