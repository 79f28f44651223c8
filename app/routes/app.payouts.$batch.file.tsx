import type { ActionFunctionArgs } from '@remix-run/node';
import { localeOf } from '#app/locales/catalogue.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { numberParam } from '#app/number-param.server.ts';
import { load } from '#app/respond.server.ts';
import { exportBatch } from '#app/services/payouts/export-batch.ts';

/** The payout's file. Asking for it hands a draft over, so it is a POST. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { networkId, actor, now } = await requireMerchant(request);
  const locale = localeOf(new URL(request.url).searchParams.get('locale'));
  const batchId = numberParam(params['batch']);
  const file = await load(() => exportBatch({ networkId, batchId, locale, now, actor }));
  return new Response(file.text, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${file.fileName}"`,
      'Cache-Control': 'no-store',
    },
  });
}
