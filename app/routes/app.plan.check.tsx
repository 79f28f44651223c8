import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { DOCUMENT_MAX, fieldValues, PROGRAMME } from '#app/domain/plan/form-request.ts';
import { parseForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { checkedFields, checkedText } from '#app/queries/plan/checked-plan.ts';
import { respond } from '#app/respond.server.ts';

export { keepInput as clientAction } from '#app/components/admin/keep-input.ts';

const questionSchema = z.union([
  z.object({ text: z.string().max(DOCUMENT_MAX, 'too-long') }),
  z.object({ values: fieldValues }),
]);

/** What is to be said about a plan while it is written. Stores nothing. */
export async function action({ request }: ActionFunctionArgs) {
  const { networkId } = await requireMerchant(request);
  return respond(async () => {
    const question = await parseForm(request, questionSchema);
    return 'text' in question
      ? checkedText(networkId, question.text)
      : checkedFields(networkId, PROGRAMME, question.values);
  });
}
