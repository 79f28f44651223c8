import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { Readable } from 'node:stream';
import { localeOf } from '#app/locales/catalogue.ts';
import { CSV_BEGIN, csvLines } from '#app/locales/csv-file.ts';
import { ordersCsv } from '#app/locales/orders-csv.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { exportBasis, exportOrders } from '#app/queries/orders/order-export.ts';
import { orderFilters } from '#app/queries/orders/order-filters.ts';
import { load } from '#app/respond.server.ts';

/** Exactly the filtered orders as CSV, written while they are read. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId, now } = await requireMerchant(request);
  const params = new URL(request.url).searchParams;
  const wanted = { networkId, now, filters: orderFilters(params) };
  const locale = localeOf(params.get('locale'));
  const { head, line } = ordersCsv(locale, await load(() => exportBasis(wanted)));
  async function* file() {
    yield CSV_BEGIN + csvLines(locale, [head]);
    for await (const rows of exportOrders(wanted)) yield csvLines(locale, rows.map(line));
  }
  return new Response(createReadableStreamFromReadable(Readable.from(file())), {
    headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}
