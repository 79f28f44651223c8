import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireMerchant } from '#app/merchant.server.ts';
import { treeSearch } from '#app/queries/tree/tree-page.ts';
import { load } from '#app/respond.server.ts';

export { keepAsking as clientLoader } from '#app/components/admin/keep-input.ts';

const TEXT_MAX = 100;

/** Partners whose name, number or code begins with `q`. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId } = await requireMerchant(request);
  const text = new URL(request.url).searchParams.get('q')?.trim().slice(0, TEXT_MAX) ?? '';
  return load(async () => Response.json(text === '' ? [] : await treeSearch({ networkId, text })));
}
