import type { ActionFunctionArgs } from '@remix-run/node';
import { answerExample, exampleRequest } from '#app/domain/plan/example-request.ts';
import { parseForm } from '#app/form.server.ts';
import { requireShop } from '#app/merchant.server.ts';
import { respond } from '#app/respond.server.ts';

export { keepInput as clientAction } from '#app/components/admin/keep-input.ts';

/** What rates mean for one order, while they are typed. Stores nothing; a shop without a network may ask too. */
export async function action({ request }: ActionFunctionArgs) {
  await requireShop(request);
  return respond(async () => answerExample(await parseForm(request, exampleRequest)));
}
