import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireMerchant } from '#app/merchant.server.ts';
import { findAccounts } from '#app/queries/partners/own-accounts.ts';
import { load } from '#app/respond.server.ts';

export { keepAsking as clientLoader } from '#app/components/admin/keep-input.ts';

const TEXT_MAX = 320;

/** Customer accounts with the mail address `q`, or with orders whose number begins with it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId } = await requireMerchant(request);
  const text = new URL(request.url).searchParams.get('q')?.trim().slice(0, TEXT_MAX) ?? '';
  return load(async () => Response.json(text === '' ? [] : await findAccounts({ networkId, text })));
}
