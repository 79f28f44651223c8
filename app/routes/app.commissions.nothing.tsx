import type { LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { checkForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { whyNothing } from '#app/queries/commissions/why-nothing.ts';
import { respond } from '#app/respond.server.ts';

export { keepAsking as clientLoader } from '#app/components/admin/keep-input.ts';

const question = z.object({
  orderName: z.string().trim().min(1, 'required').max(40, 'too-long'),
  partner: z.coerce.number('not-a-number').int('not-a-number').min(1, 'not-a-number').max(999_999_999, 'not-a-number'),
});

/** Why a partner gets nothing from an order. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId, now } = await requireMerchant(request);
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  return respond(async () => whyNothing({ networkId, now, ...checkForm(asked, question) }));
}
