import type { LoaderFunctionArgs } from '@remix-run/node';
import { localeOf } from '#app/locales/catalogue.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { badLinesFile } from '#app/queries/partners/bad-lines-file.ts';
import { importIdParam } from '#app/queries/partners/import-id-param.ts';
import { load } from '#app/respond.server.ts';

/** The faulty lines of a list as a file. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { networkId } = await requireMerchant(request);
  const locale = localeOf(new URL(request.url).searchParams.get('locale'));
  const text = await load(async () => badLinesFile({ networkId, locale, importId: importIdParam(params['id']) }));
  return new Response(text, { headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Cache-Control': 'no-store' } });
}
