import { z } from 'zod';
import { candidatesOf } from '#app/queries/portal/receipt-candidates.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { peopleAbove } from '#app/domain/explain/case.ts';
import { explainNothing } from '#app/domain/explain/explain-nothing.ts';
import type { Locale } from '#app/locales/catalogue.ts';
import { explanationText } from '#app/locales/explanation-text.ts';
import { explanationContext } from '#app/locales/translator.ts';
import { onceInPeriod } from '#app/queries/explain/once-in-period.ts';
import { findPartnerCase, partnersPart } from '#app/queries/portal/partner-case.ts';

/** What "why nothing?" answers about an order. */
export type NothingAnswer =
  /** No such order, or none of which this partner may know anything. */
  | { readonly kind: 'unknown' }
  /** Not paid, or paid before the first period: it counts nowhere yet. */
  | { readonly kind: 'uncounted' }
  /** There is a row after all. */
  | { readonly kind: 'earned'; readonly order: string }
  | { readonly kind: 'nothing'; readonly order: string; readonly sentences: readonly string[] };

interface NothingVisit {
  readonly networkId: NetworkId;
  readonly number: number;
  /** As it was typed: `1055` or `#1055`. */
  readonly order: string;
  readonly locale: Locale;
  readonly now: Date;
}

const orderSchema = z.object({ shopId: z.int(), orderId: z.bigint(), name: z.string(), runId: z.int().nullable() });

/** Why a partner gets nothing from an order that he may know of: of the team, with his link on it, or of nobody. */
export function nothingAnswer(visit: NothingVisit): Promise<NothingAnswer> {
  return inTransaction(visit.networkId, async (tx) => {
    const answers: NothingAnswer[] = [];
    for (const order of await ordersNamed(tx, visit.order)) answers.push(await answerFor(tx, order, visit));
    return answers.find(({ kind }) => kind !== 'unknown') ?? { kind: 'unknown' };
  });
}

/** Orders of this name, one per shop at most, with the run that read them: the accepted one, else the newest preview. */
function ordersNamed(tx: Tx, text: string): Promise<z.infer<typeof orderSchema>[]> {
  const name = text.trim().startsWith('#') ? text.trim() : `#${text.trim()}`;
  return tx.all(
    orderSchema,
    sql`select o.shop_id as "shopId", o.order_id as "orderId", o.name,
               (select coalesce(a.run_id, v.run_id) from volume_entry e
                  left join period_acceptance a on a.network_id = ${tx.networkId} and a.period_id = e.period_id
                  left join period_preview v on v.network_id = ${tx.networkId} and v.period_id = e.period_id
                 where e.network_id = ${tx.networkId} and e.shop_id = o.shop_id and e.order_id = o.order_id and e.earns
                 order by e.recorded_seq desc limit 1) as "runId"
          from shop_order o where o.network_id = ${tx.networkId} and o.name in (${name}, ${text.trim()})
         order by o.ordered_at desc limit 5`,
  );
}

async function answerFor(tx: Tx, order: z.infer<typeof orderSchema>, visit: NothingVisit): Promise<NothingAnswer> {
  const { number, now, locale } = visit;
  const wasCandidate = (await candidatesOf(tx, order)).includes(number);
  const found =
    order.runId === null ? null : await findPartnerCase(tx, { viewer: number, runId: order.runId, key: order, now });
  if (!found) return wasCandidate ? { kind: 'uncounted' } : { kind: 'unknown' };
  const { orderCase, visible } = found;
  const isSponsor = orderCase.path.some(({ person }) => person.number === number);
  const isAbove = isSponsor || peopleAbove(orderCase).some((person) => person.number === number);
  const isOwn = orderCase.source?.number === number;
  const mayKnow = isAbove || isOwn || wasCandidate || orderCase.source === null;
  if (!mayKnow) return { kind: 'unknown' };
  const explained = explainNothing(orderCase, { person: { number, name: '' }, wasCandidate });
  if (explained.kind === 'earned') return { kind: 'earned', order: order.name };
  const context = explanationContext(locale, found.timeZone, 'partner');
  const once = await onceInPeriod(tx, found.basis, number);
  const { sentence } = explanationText(partnersPart({ ...explained, once }, visible), context);
  return { kind: 'nothing', order: order.name, sentences: sentence };
}
