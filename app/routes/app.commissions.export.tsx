import type { LoaderFunctionArgs } from '@remix-run/node';
import { createReadableStreamFromReadable } from '@remix-run/node';
import { Readable } from 'node:stream';
import { localeOf } from '#app/locales/catalogue.ts';
import { commissionsCsv } from '#app/locales/commissions-csv.ts';
import { CSV_BEGIN, csvLines } from '#app/locales/csv-file.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { exportBasis, exportRows } from '#app/queries/commissions/export-rows.ts';
import { commissionFilters } from '#app/queries/commissions/filters.ts';
import { load } from '#app/respond.server.ts';

/** Exactly the filtered rows as CSV, written while they are read. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId, now } = await requireMerchant(request);
  const params = new URL(request.url).searchParams;
  const wanted = { networkId, now, filters: commissionFilters(params) };
  const locale = localeOf(params.get('locale'));
  const { head, line } = commissionsCsv(locale, await load(() => exportBasis(wanted)));
  async function* file() {
    yield CSV_BEGIN + csvLines(locale, [head]);
    for await (const rows of exportRows(wanted)) yield csvLines(locale, rows.map(line));
  }
  return new Response(createReadableStreamFromReadable(Readable.from(file())), {
    headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}
