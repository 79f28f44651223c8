import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { Readable } from 'node:stream';
import { localeOf } from '#app/locales/catalogue.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { listFiltersSchema } from '#app/queries/partners/list-filters.ts';
import { partnerExport } from '#app/queries/partners/partner-export.ts';

/** The filtered list as a file, written while it is read. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId, now } = await requireMerchant(request);
  const { searchParams } = new URL(request.url);
  const filters = listFiltersSchema.parse(Object.fromEntries(searchParams));
  const pieces = partnerExport({ networkId, now, filters, locale: localeOf(searchParams.get('locale')) });
  return new Response(createReadableStreamFromReadable(Readable.from(pieces)), {
    headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}
