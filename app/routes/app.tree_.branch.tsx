import type { LoaderFunctionArgs } from '@remix-run/node';
import { checkForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { branchAddressSchema } from '#app/queries/tree/tree-address.ts';
import { treeBranch } from '#app/queries/tree/tree-page.ts';
import { load } from '#app/respond.server.ts';

/** More of somebody's children. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId, now } = await requireMerchant(request);
  return load(async () => {
    const address = checkForm(Object.fromEntries(new URL(request.url).searchParams), branchAddressSchema);
    return Response.json(await treeBranch({ networkId, now, ...address }));
  });
}
