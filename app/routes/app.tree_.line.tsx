import type { LoaderFunctionArgs } from '@remix-run/node';
import { checkForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { lineAddressSchema } from '#app/queries/tree/tree-address.ts';
import { treeLine } from '#app/queries/tree/tree-page.ts';
import { load } from '#app/respond.server.ts';

/** The next partners of a folded line. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId, now } = await requireMerchant(request);
  return load(async () => {
    const address = checkForm(Object.fromEntries(new URL(request.url).searchParams), lineAddressSchema);
    return Response.json(await treeLine({ networkId, now, ...address }));
  });
}
