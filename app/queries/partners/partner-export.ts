import { z } from 'zod';
import { openField, partnerKeyOwner, unwrapKey } from '#app/adapters/crypto/person-key.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { dayIn } from '#app/adapters/time/calendar-days.ts';
import { currency as currencyCode, toDecimal, type Currency } from '#app/domain/money/currency.ts';
import { minor } from '#app/domain/money/minor.ts';
import type { Locale } from '#app/locales/catalogue.ts';
import { csvAmount, csvFile, neutral } from '#app/locales/csv-file.ts';
import { translatorFor } from '#app/locales/translator.ts';
import { findFiguresRun } from '#app/queries/figures-run.ts';
import { conditionsOf, downlineFilter, type ListFilters } from '#app/queries/partners/list-filters.ts';
import { PARTNER_STATUSES } from '#app/domain/partners/partner-status.ts';

interface ExportRequest {
  readonly networkId: NetworkId;
  readonly now: Date;
  readonly filters: ListFilters;
  readonly locale: Locale;
}

/** Rows read and written at once: a file of 100,000 never stands in memory. */
const CHUNK = 1_000;

/** The byte-order mark stands once, at the beginning of a file. */
const MARK = '\ufeff';

const rowSchema = z.object({
  number: z.int(),
  externalNumber: z.string().nullable(),
  firstName: z.string(),
  lastName: z.string(),
  keyWrapped: z.instanceof(Buffer).nullable(),
  email: z.instanceof(Buffer).nullable(),
  status: z.enum(PARTNER_STATUSES).exclude(['house']),
  sponsor: z.int(),
  code: z.string().nullable(),
  country: z.string().nullable(),
  joinedAt: z.date(),
  teamMinor: z.bigint().nullable(),
  heldMinor: z.bigint(),
  availableMinor: z.bigint(),
});
type Row = z.infer<typeof rowSchema>;

interface Frame {
  readonly runId: number;
  readonly currency: Currency;
  readonly timeZone: string;
}

/**
 * The filtered partners as CSV in pieces, in order of number: headings of the language, plain decimals, days of the
 * network's zone, nothing that a spreadsheet would run.
 */
export async function* partnerExport(request: ExportRequest): AsyncGenerator<string> {
  const frame = await inTransaction(request.networkId, (tx) => frameOf(tx, request.now));
  const lineOf = lineWriter(request, frame);
  yield csvFile(request.locale, [headingsOf(request.locale, frame.timeZone)]);
  for (let after = 0; ;) {
    const rows = await inTransaction(request.networkId, (tx) => chunkOf(tx, request.filters, frame.runId, after));
    if (rows.length > 0) yield csvFile(request.locale, rows.map(lineOf)).slice(MARK.length);
    const last = rows.at(-1);
    if (!last || rows.length < CHUNK) return;
    after = last.number;
  }
}

async function frameOf(tx: Tx, now: Date): Promise<Frame> {
  const run = await findFiguresRun(tx, now);
  const network = await tx.one(
    z.object({ currency: z.string(), timeZone: z.string() }),
    sql`select currency, time_zone as "timeZone" from network where id = ${tx.networkId}`,
  );
  return { runId: run?.runId ?? -1, currency: currencyCode(network.currency), timeZone: network.timeZone };
}

function headingsOf(locale: Locale, timeZone: string): string[] {
  const t = translatorFor(locale, timeZone);
  return [
    t('partners.csv.number'),
    t('partners.csv.externalNumber'),
    t('partners.csv.firstName'),
    t('partners.csv.lastName'),
    t('partners.csv.email'),
    t('partners.csv.status'),
    t('partners.csv.sponsor'),
    t('partners.csv.code'),
    t('partners.csv.country'),
    t('partners.csv.joined'),
    t('partners.csv.teamSales'),
    t('partners.csv.held'),
    t('partners.csv.available'),
    t('partners.csv.currency'),
  ];
}

function lineWriter({ networkId, locale }: ExportRequest, { currency, timeZone }: Frame) {
  const t = translatorFor(locale, timeZone);
  const amount = (value: bigint | null) => (value === null ? '' : csvAmount(locale, toDecimal(minor(value), currency)));
  return (row: Row): (string | number)[] => [
    row.number,
    neutral(row.externalNumber ?? ''),
    neutral(row.firstName),
    neutral(row.lastName),
    neutral(emailOf(networkId, row)),
    t(`partners.status.${row.status}`),
    row.sponsor,
    row.code ?? '',
    row.country ?? '',
    dayIn(timeZone, row.joinedAt),
    amount(row.teamMinor),
    amount(row.heldMinor),
    amount(row.availableMinor),
    currency,
  ];
}

function emailOf(networkId: NetworkId, { number, keyWrapped, email }: Row): string {
  if (!keyWrapped || !email) return '';
  const owner = partnerKeyOwner(networkId, number);
  return openField(owner, unwrapKey(owner, keyWrapped), 'email', email).toString();
}

async function chunkOf(tx: Tx, filters: ListFilters, runId: number, after: number): Promise<Row[]> {
  const downline = await downlineFilter(tx, filters, runId);
  return tx.all(
    rowSchema,
    sql`select p.number, p.external_number as "externalNumber", p.first_name as "firstName", p.last_name as "lastName",
               s.key_wrapped as "keyWrapped", s.email, p.status, p.sponsor, p.country, p.joined_at as "joinedAt",
               (select c.code from partner_code c where c.network_id = ${tx.networkId} and c.number = p.number
                   and c.ended_at is null order by c.valid_from desc, c.code limit 1) as code,
               f.team_minor as "teamMinor", coalesce(money.held, 0)::bigint as "heldMinor",
               coalesce(money.available, 0)::bigint as "availableMinor"
          from (select p.number from partner p where ${conditionsOf(tx, filters, downline)} and p.number > ${after}
                 order by p.number limit ${CHUNK}) page
          join partner p on p.network_id = ${tx.networkId} and p.number = page.number
          left join partner_profile s on s.network_id = ${tx.networkId} and s.number = page.number
          left join partner_period f on f.network_id = ${tx.networkId} and f.run_id = ${runId} and f.number = page.number
          left join lateral (
            select sum(e.amount_minor) filter (where e.account = 'held') as held,
                   sum(e.amount_minor) filter (where e.account = 'available') as available
              from ledger_entry e where e.network_id = ${tx.networkId} and e.partner = page.number) money on true
         order by page.number`,
  );
}
