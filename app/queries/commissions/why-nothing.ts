import { z } from 'zod';
import { orderKeyText } from '#app/adapters/db/repositories/orders.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { explainNothing } from '#app/domain/explain/explain-nothing.ts';
import type { Nothing } from '#app/domain/explain/explanation.ts';
import { onceInPeriod } from '#app/queries/explain/once-in-period.ts';
import { orderCases } from '#app/queries/explain/order-cases.ts';
import { runBases } from '#app/queries/explain/run-basis.ts';

/** Why a partner gets nothing from an order; or that he earns after all, or that the question leads nowhere. */
export type WhyNothing = Nothing | { readonly kind: 'earned' | 'no-order' | 'no-partner' | 'no-run' };

export interface WhyNothingRequest {
  readonly networkId: NetworkId;
  readonly now: Date;
  /** As people write it: `#1042` or `1042`. */
  readonly orderName: string;
  readonly partner: number;
}

/** Asks the engine's own functions again, by what the run of the order's period read (design 7). */
export function whyNothing({ networkId, now, orderName, partner }: WhyNothingRequest): Promise<WhyNothing> {
  return inTransaction(networkId, async (tx) => {
    const order = await findOrder(tx, orderName);
    if (!order) return { kind: 'no-order' };
    const asker = await findPartner(tx, partner);
    if (!asker) return { kind: 'no-partner' };
    const runId = await runOf(tx, order.paidAt ?? now);
    const [basis] = runId === null ? [] : await runBases(tx, [runId]);
    if (!basis) return { kind: 'no-run' };
    const orderCase = (await orderCases(tx, { basis, keys: [order], now })).get(orderKeyText(order));
    if (!orderCase) return { kind: 'no-order' };
    const person = { number: partner, name: `${asker.firstName} ${asker.lastName}`.trim() };
    const found = explainNothing(orderCase, { person, wasCandidate: await wasCandidate(tx, order, partner) });
    return found.kind === 'nothing' ? { ...found, once: await onceInPeriod(tx, basis, partner) } : found;
  });
}

const orderSchema = z.object({ shopId: z.int(), orderId: z.bigint(), paidAt: z.date().nullable() });
type FoundOrder = z.infer<typeof orderSchema>;

function findOrder(tx: Tx, text: string): Promise<FoundOrder | null> {
  const name = text.trim().startsWith('#') ? text.trim() : `#${text.trim()}`;
  return tx.find(
    orderSchema,
    sql`select shop_id as "shopId", order_id as "orderId", paid_at as "paidAt" from shop_order
         where network_id = ${tx.networkId} and name = any(${[text.trim(), name]}::text[])
         order by ordered_at desc limit 1`,
  );
}

function findPartner(tx: Tx, number: number) {
  return tx.find(
    z.object({ firstName: z.string(), lastName: z.string() }),
    sql`select first_name as "firstName", last_name as "lastName" from partner
         where network_id = ${tx.networkId} and number = ${number} and number > 0`,
  );
}

/** The run whose figures are shown for the period that holds an instant. */
async function runOf(tx: Tx, at: Date): Promise<number | null> {
  const found = await tx.find(
    z.object({ runId: z.int().nullable() }),
    sql`select coalesce(a.run_id, v.run_id) as "runId" from period p
          left join period_acceptance a on a.network_id = ${tx.networkId} and a.period_id = p.id
          left join period_preview v on v.network_id = ${tx.networkId} and v.period_id = p.id
         where p.network_id = ${tx.networkId} and p.starts_at <= ${at} and p.ends_at > ${at} limit 1`,
  );
  return found?.runId ?? null;
}

/** Whether the newest receipt names the partner among those who lost. */
async function wasCandidate(tx: Tx, { shopId, orderId }: FoundOrder, partner: number): Promise<boolean> {
  const receipt = await tx.find(
    z.object({ isNamed: z.boolean() }),
    sql`select jsonb_path_exists(receipt, '$.candidates[*] ? (@.partner == $number)',
                                 jsonb_build_object('number', ${partner}::int)) as "isNamed"
          from attribution
         where network_id = ${tx.networkId} and shop_id = ${shopId} and order_id = ${orderId}
         order by recorded_seq desc limit 1`,
  );
  return receipt?.isNamed ?? false;
}
