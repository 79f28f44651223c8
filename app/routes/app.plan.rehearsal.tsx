import type { LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { checkForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { REHEARSED_MAX, toldRehearsal } from '#app/queries/plan/rehearsal.ts';
import { respond } from '#app/respond.server.ts';
import { rehearseDraft } from '#app/services/runs/rehearse-draft.ts';

export { keepAsking as clientLoader } from '#app/components/admin/keep-input.ts';

const question = z.object({
  programmeId: z.coerce.number().int().min(1),
  periods: z.coerce.number().int().min(1).max(REHEARSED_MAX),
});

/** What the draft would have paid in past periods. They are computed again, so it takes as long as two runs of each. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId } = await requireMerchant(request);
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  return respond(async () =>
    toldRehearsal(networkId, await rehearseDraft({ networkId, ...checkForm(asked, question) })),
  );
}
