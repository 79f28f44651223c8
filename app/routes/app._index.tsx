import type { LoaderFunctionArgs } from '@remix-run/node';
import { Page } from '@shopify/polaris';
import { requireMerchant } from '#app/merchant.server.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  await requireMerchant(request);
  return null;
}

export default function Home() {
  return <Page title="Lineage" />;
}
