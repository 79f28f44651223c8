import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireMerchant } from '#app/merchant.server.ts';

/** Any other address below the app: the page says so inside the app's frame. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireMerchant(request);
  throw Response.json(null, { status: 404 });
}

export default function Nowhere() {
  return null;
}
