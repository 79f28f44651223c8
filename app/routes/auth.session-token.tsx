import type { LoaderFunctionArgs } from '@remix-run/node';
import { tokenRefused } from '#app/merchant.server.ts';
import { shopify } from '#app/shopify.server.ts';

/** The page that fetches a new session token from the admin and goes back: Shopify's library writes it. */
export async function loader({ request }: LoaderFunctionArgs) {
  await shopify().authenticate.admin(request);
  return tokenRefused(request);
}
