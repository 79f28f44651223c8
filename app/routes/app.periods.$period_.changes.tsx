import type { LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { checkForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { numberParam } from '#app/number-param.server.ts';
import { runChanges } from '#app/queries/periods/run-changes.ts';
import { respond } from '#app/respond.server.ts';
import { compareStored } from '#app/services/runs/compare-stored.ts';

export { keepAsking as clientLoader } from '#app/components/admin/keep-input.ts';

const question = z.object({ before: z.coerce.number().int().min(1), after: z.coerce.number().int().min(1) });

/** What changed between two runs of a period, row by row. Both are computed again, so it takes as long as two previews. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { networkId } = await requireMerchant(request);
  const periodId = numberParam(params['period']);
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  return respond(async () =>
    runChanges(networkId, await compareStored({ networkId, periodId, ...checkForm(asked, question) })),
  );
}
