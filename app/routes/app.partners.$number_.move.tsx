import type { LoaderFunctionArgs } from '@remix-run/node';
import { moveQuestion } from '#app/domain/partners/partner-action-form.ts';
import { checkForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { moveEffect } from '#app/queries/partners/move-effect.ts';
import { numberParam } from '#app/queries/partners/number-param.ts';
import { respond } from '#app/respond.server.ts';

export { keepAsking as clientLoader } from '#app/components/admin/keep-input.ts';

/** What a move would do, for the dialog that asks. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { networkId, now } = await requireMerchant(request);
  return respond(() => {
    const partner = numberParam(params['number']);
    const question = checkForm(Object.fromEntries(new URL(request.url).searchParams), moveQuestion);
    return moveEffect({ networkId, now, partner, ...question });
  });
}
