import { z } from 'zod';
import { readCents } from '#app/adapters/db/row-cents.server.ts';
import { sql, type Sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { dayIn } from '#app/adapters/time/calendar-days.ts';
import { explainRow } from '#app/domain/explain/explain-row.ts';
import type { LevelPay } from '#app/domain/explain/explanation.ts';
import { minor } from '#app/domain/money/minor.ts';
import type { Locale } from '#app/locales/catalogue.ts';
import { othersOf } from '#app/locales/explanation-others.ts';
import { explanationText, type ExplanationText } from '#app/locales/explanation-text.ts';
import { explanationContext } from '#app/locales/translator.ts';
import { aboutRows, type RowAbout } from '#app/queries/about-rows.ts';
import { earningRows, estimateRows, isOfPeriod, reversalRows } from '#app/queries/commissions/row-sources.ts';
import { detailRowSchema, moneyStateOf, type DetailRow } from '#app/queries/portal/detail-row.ts';
import { withOrders } from '#app/queries/portal/earnings-relation.ts';
import { findPartnerCase, partnersPart } from '#app/queries/portal/partner-case.ts';
import { periodText, type PeriodText } from '#app/queries/portal/period-detail.ts';
import { reversalText } from '#app/queries/portal/reversal-detail.ts';
import type { RowKey } from '#app/queries/portal/row-key.ts';
import { seenNames } from '#app/queries/portal/seen-names.ts';

export interface EarningDetail {
  readonly amountMinor: string;
  readonly state: DetailRow['state'];
  readonly until: string | null;
  readonly orderName: string | null;
  /** What a row of the period is about; null for rows of orders. */
  readonly about: RowAbout | null;
  /** Null while the order has changed and the next preview is on its way. */
  readonly text: PeriodText | ExplanationText | null;
  /** Rows to go on with: what was taken back of this one, or the row that was lowered. */
  readonly related: readonly {
    readonly key: string;
    readonly kind: 'reversal' | 'original';
    readonly amountMinor: string;
  }[];
}

interface DetailVisit {
  readonly networkId: NetworkId;
  readonly number: number;
  readonly key: RowKey;
  readonly locale: Locale;
  readonly now: Date;
}

/** One row of a partner's, explained in the partner's language; null for a row of somebody else, or none. */
export function earningDetail(visit: DetailVisit): Promise<EarningDetail | null> {
  return inTransaction(visit.networkId, async (tx) => {
    const row = await findRow(tx, visit);
    if (!row) return null;
    const common = {
      amountMinor: row.amountMinor.toString(),
      state: row.state,
      until: row.until,
      orderName: row.orderName,
      about: await aboutOf(tx, visit, row),
    };
    if (row.kind === 'reversal') return { ...common, ...(await reversalText(tx, row, visit)) };
    const reversals = row.kind === 'earning' ? await reversalsOf(tx, row) : [];
    const related = reversals.map(({ seq, amountMinor }) => ({
      key: `reversal-${seq}`,
      kind: 'reversal' as const,
      amountMinor: amountMinor.toString(),
    }));
    return { ...common, text: await textOf(tx, visit, { row, reversals }), related };
  });
}

async function aboutOf(tx: Tx, { number, now }: DetailVisit, row: DetailRow): Promise<RowAbout | null> {
  const names = (numbers: readonly number[]) => seenNames(tx, { viewer: number, numbers, now });
  const [about = null] = await aboutRows(tx, [{ ...row, earner: number }], names);
  return about;
}

/** An estimate that has become an accepted row meanwhile is found as that. */
function findRow(tx: Tx, { number, key }: DetailVisit): Promise<DetailRow | null> {
  const one = sql`select * from (${placesOf(tx, number, key)}) rows order by kind desc, run_id desc limit 1`;
  return tx.find(
    detailRowSchema,
    sql`select kind, run_id as "runId", id, period_id as "periodId", source, shop_id as "shopId", order_id as "orderId", component, level,
               rate_ppm as "ratePpm", base_minor as "baseMinor", amount_minor as "amountMinor", state, until, paid_at as "paidAt",
               order_name as "orderName"
          from (${withOrders(tx, number, one)}) rows`,
  );
}

/** Where the row of a key can be. The key narrows each place by an index: a leader has tens of thousands of rows. */
function placesOf(tx: Tx, number: number, key: RowKey): Sql {
  const request = (condition: Sql) => ({ tx, period: null, condition: sql`e.earner = ${number} and ${condition}` });
  if (key.kind === 'earning') return earningRows(request(sql`e.run_id = ${key.runId} and e.row_no = ${key.rowNo}`));
  if (key.kind === 'reversal')
    return reversalRows(request(sql`j.earner = ${number} and j.recorded_seq = ${key.recordedSeq}`), null);
  if (key.kind === 'period') {
    const once = request(sql`${isOfPeriod} and e.component = ${key.component} and e.level = ${key.level}
      and e.rate_ppm = ${key.ratePpm} and e.source = ${key.source}`);
    const inPeriod = { ...once, period: key.periodId };
    return sql`${estimateRows(inPeriod)} union all ${earningRows(inPeriod)}`;
  }
  const same = request(sql`e.shop_id = ${key.shopId} and e.order_id = ${key.orderId} and e.component = ${key.component}
    and e.level = ${key.level} and e.rate_ppm = ${key.ratePpm}`);
  return sql`${estimateRows(same)} union all ${earningRows(same)}`;
}

interface RowReversal {
  readonly seq: bigint;
  readonly at: Date;
  readonly amountMinor: bigint;
}

function reversalsOf(tx: Tx, row: DetailRow): Promise<RowReversal[]> {
  return tx.all(
    z.object({ seq: z.bigint(), at: z.date(), amountMinor: z.bigint() }),
    sql`select recorded_seq as seq, occurred_at as at, amount_minor as "amountMinor" from adjustment
         where network_id = ${tx.networkId} and run_id = ${row.runId} and row_no = ${Number(row.id)} and amount_minor < 0
         order by occurred_at, recorded_seq`,
  );
}

async function textOf(
  tx: Tx,
  { number, now, locale }: DetailVisit,
  { row, reversals }: { row: DetailRow; reversals: readonly RowReversal[] },
): Promise<PeriodText | ExplanationText | null> {
  const { runId, shopId, orderId } = row;
  if (orderId === 0n) return periodText(tx, row, { number, now, locale });
  const found = await findPartnerCase(tx, { viewer: number, runId, key: { shopId, orderId }, now });
  if (!found) return null;
  const state = moneyStateOf(row, found.timeZone);
  const events = reversals.map(({ at, amountMinor }) => ({
    on: dayIn(found.timeZone, at),
    amountMinor: minor(amountMinor),
  }));
  const rowNo = Number(row.id);
  const cents = (await readCents(tx, runId, [rowNo])).get(rowNo) ?? 0;
  const explained = explainRow(found.orderCase, { ...row, earner: number, cents }, { state, reversals: events });
  if (explained.kind === 'outdated') return null;
  const seen = partnersPart(explained, found.visible);
  const context = explanationContext(locale, found.timeZone, 'partner');
  const text = explanationText(seen, context);
  return seen.kind === 'level_pay' ? { ...text, others: othersOf(withoutSelf(seen, number), context) } : text;
}

/** Oneself is not one of the others on the way. */
const withoutSelf = (value: LevelPay, number: number): LevelPay => ({
  ...value,
  path: value.path.filter(({ person }) => person.number !== number),
});
