import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireMerchant } from '#app/merchant.server.ts';
import { homeOwed } from '#app/queries/home/figures.ts';
import { load } from '#app/respond.server.ts';

/** What partners are owed, for the card on Home. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId } = await requireMerchant(request);
  return load(() => homeOwed(networkId));
}
