import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { dayIn } from '#app/adapters/time/calendar-days.ts';
import { explainReversal } from '#app/domain/explain/explain-reversal.ts';
import { minor } from '#app/domain/money/minor.ts';
import type { Locale } from '#app/locales/catalogue.ts';
import { explanationText, type ExplanationText } from '#app/locales/explanation-text.ts';
import { explanationContext } from '#app/locales/translator.ts';
import { periodIn, runBases } from '#app/queries/explain/run-basis.ts';
import type { DetailRow } from '#app/queries/portal/detail-row.ts';

const amount = z.bigint().transform(minor);

const postedSchema = z.object({
  rowNo: z.int(),
  amountMinor: amount,
  refundedMinor: amount,
  refundedBeforeMinor: amount,
  originalAmountMinor: amount,
  originalBaseMinor: amount,
  occurredAt: z.date(),
  paidAt: z.date(),
  isOwn: z.boolean(),
  startsAt: z.date(),
  endsAt: z.date(),
  isAccepted: z.boolean(),
});

interface ReversalText {
  readonly text: ExplanationText | null;
  readonly related: readonly { readonly key: string; readonly kind: 'original'; readonly amountMinor: string }[];
}

/** Why an accepted row shrank, and the way to that row. */
export async function reversalText(
  tx: Tx,
  row: DetailRow,
  { number, locale, now }: { number: number; locale: Locale; now: Date },
): Promise<ReversalText> {
  const posted = await tx.one(postedSchema, postedQuery(tx, row.id));
  const [basis] = await runBases(tx, [row.runId]);
  const key = `earning-${row.runId}-${posted.rowNo}`;
  const related = [{ key, kind: 'original' as const, amountMinor: posted.originalAmountMinor.toString() }];
  if (!basis) return { text: null, related };
  const { timeZone, currency } = basis;
  const value = explainReversal({
    currency,
    earner: { number, name: '' },
    order: { name: row.orderName ?? '', paidOn: dayIn(timeZone, posted.paidAt), isOwn: posted.isOwn },
    original: {
      amountMinor: posted.originalAmountMinor,
      baseMinor: posted.originalBaseMinor,
      period: periodIn(basis, now),
    },
    refundedBeforeMinor: posted.refundedBeforeMinor,
    refundedMinor: posted.refundedMinor,
    refundedOn: dayIn(timeZone, posted.occurredAt),
    amountMinor: posted.amountMinor,
    period: periodIn({ ...posted, timeZone }, now),
  });
  return { text: explanationText(value, explanationContext(locale, timeZone, 'partner')), related };
}

const postedQuery = (tx: Tx, recordedSeq: bigint) => sql`
  select j.row_no as "rowNo", j.amount_minor as "amountMinor", j.base_minor as "refundedMinor",
         coalesce((select sum(b.base_minor) from adjustment b
                    where b.network_id = ${tx.networkId} and b.run_id = j.run_id and b.row_no = j.row_no
                      and b.recorded_seq < j.recorded_seq), 0)::bigint as "refundedBeforeMinor",
         e.amount_minor as "originalAmountMinor", e.base_minor as "originalBaseMinor", j.occurred_at as "occurredAt",
         e.as_of as "paidAt", coalesce((select t.own_order from attribution t
                 where t.network_id = ${tx.networkId} and t.shop_id = j.shop_id and t.order_id = j.order_id
                   and t.recorded_seq <= (select r.watermark from run r where r.network_id = ${tx.networkId} and r.id = j.run_id)
                 order by t.recorded_seq desc limit 1), false) as "isOwn", p.starts_at as "startsAt",
         p.ends_at as "endsAt", a.run_id is not null as "isAccepted"
    from adjustment j
    join earning e on e.network_id = ${tx.networkId} and e.accepted_on = j.accepted_on and e.run_id = j.run_id
                  and e.row_no = j.row_no
    join period p on p.network_id = ${tx.networkId} and p.id = j.period_id
    left join period_acceptance a on a.network_id = ${tx.networkId} and a.period_id = j.period_id
   where j.network_id = ${tx.networkId} and j.recorded_seq = ${recordedSeq}`;
