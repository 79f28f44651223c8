import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/** One thing that waits for a person; `since` puts the oldest first. */
export type ToDo = { readonly since: string } & (
  | { readonly kind: 'period'; readonly periodId: number; readonly startsAt: string }
  | { readonly kind: 'orders-waiting'; readonly count: number }
  | { readonly kind: 'orders-without-partner'; readonly count: number; readonly periodId: number }
  | { readonly kind: 'applications'; readonly count: number }
  | { readonly kind: 'rate-missing'; readonly currency: string }
);

/** Beyond it a list says "200 or more": counting on would cost more than it tells. */
export const COUNT_MAX = 200;

const countSchema = z.object({ count: z.int(), since: z.date().nullable() });
type Counted = z.infer<typeof countSchema>;

/** What needs somebody, oldest first. */
export async function toDo(tx: Tx, now: Date): Promise<ToDo[]> {
  const running = await runningPeriod(tx, now);
  const items: ToDo[] = await closedPeriods(tx, now);
  push(items, await waitingOrders(tx), (count) => ({ kind: 'orders-waiting', count }));
  push(items, await applications(tx), (count) => ({ kind: 'applications', count }));
  if (running) {
    const { periodId } = running;
    const found = await ordersWithoutPartner(tx, running.startsAt);
    push(items, found, (count) => ({ kind: 'orders-without-partner', count, periodId }));
  }
  items.push(...(await missingRates(tx)));
  return items.toSorted((a, b) => (a.since < b.since ? -1 : 1));
}

type Kind = ToDo extends infer T ? (T extends ToDo ? Omit<T, 'since'> : never) : never;

function push(items: ToDo[], { count, since }: Counted, item: (count: number) => Kind): void {
  if (count > 0 && since) items.push({ since: since.toISOString(), ...item(count) } as ToDo);
}

/** Periods that are over, whose previews stand, and that nobody has accepted. */
async function closedPeriods(tx: Tx, now: Date): Promise<ToDo[]> {
  const rows = await tx.all(
    z.object({ periodId: z.int(), startsAt: z.date(), endsAt: z.date() }),
    sql`select p.id as "periodId", p.starts_at as "startsAt", p.ends_at as "endsAt" from period p
         where p.network_id = ${tx.networkId} and p.ends_at <= ${now}
           and not exists (select from period_acceptance a where a.network_id = ${tx.networkId} and a.period_id = p.id)
         order by p.starts_at limit 12`,
  );
  return rows.map(({ periodId, startsAt, endsAt }) => {
    return { kind: 'period', periodId, startsAt: startsAt.toISOString(), since: endsAt.toISOString() };
  });
}

function runningPeriod(tx: Tx, now: Date): Promise<{ periodId: number; startsAt: Date } | null> {
  return tx.find(
    z.object({ periodId: z.int(), startsAt: z.date() }),
    sql`select id as "periodId", starts_at as "startsAt" from period
         where network_id = ${tx.networkId} and starts_at <= ${now} and ends_at > ${now} order by calendar_id limit 1`,
  );
}

/** Orders that cannot be counted yet: no rate of exchange, paid instant unknown. */
function waitingOrders(tx: Tx): Promise<Counted> {
  return tx.one(
    countSchema,
    sql`select count(*)::int as count, min(ordered_at) as since from (
          select ordered_at from shop_order where network_id = ${tx.networkId} and problem is not null
           limit ${COUNT_MAX}) waiting`,
  );
}

function applications(tx: Tx): Promise<Counted> {
  return tx.one(
    countSchema,
    sql`select count(*)::int as count, min(joined_at) as since from (
          select joined_at from partner where network_id = ${tx.networkId} and status = 'applied'
           limit ${COUNT_MAX}) applied`,
  );
}

/**
 * Orders of the running period that named a partner in some way and found none: somebody may be missing a commission.
 * Orders without any hint are everyday business and not listed.
 */
function ordersWithoutPartner(tx: Tx, since: Date): Promise<Counted> {
  return tx.one(
    countSchema,
    sql`select count(*)::int as count, min(ordered_at) as since from (
          select o.ordered_at from (
            select shop_id, order_id, ordered_at from shop_order
             where network_id = ${tx.networkId} and partner is null and ordered_at >= ${since} and not test
             order by ordered_at desc limit ${COUNT_MAX}) o
          cross join lateral (
            select a.receipt from attribution a
             where a.network_id = ${tx.networkId} and a.shop_id = o.shop_id and a.order_id = o.order_id
             order by a.recorded_seq desc limit 1) newest
          where jsonb_array_length(newest.receipt -> 'candidates') > 0) hinted`,
  );
}

/** Currencies of shops for which nobody has entered a rate. */
async function missingRates(tx: Tx): Promise<ToDo[]> {
  const rows = await tx.all(
    z.object({ currency: z.string(), since: z.date() }),
    sql`select s.currency, min(s.installed_at) as since from shop s
          join network n on n.id = s.network_id
         where s.network_id = ${tx.networkId} and s.currency <> n.currency and s.uninstalled_at is null
           and not exists (select from (
             select value from setting where network_id = ${tx.networkId} and key = 'exchange'
              order by version desc limit 1) rates where rates.value -> 'rates' ? s.currency)
         group by s.currency`,
  );
  return rows.map(({ currency, since }) => ({ kind: 'rate-missing', currency, since: since.toISOString() }));
}
