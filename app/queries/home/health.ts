import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/** How the pipe from Shopify is doing, in one line each. */
export interface Health {
  /** When Shopify last told something; null if never. */
  readonly lastDeliveryAt: string | null;
  readonly waiting: number;
  readonly parked: number;
  /** The oldest delivery that waits is older than a minute: the worker does not keep up, or is down. */
  readonly isBehind: boolean;
  /** Shops whose data cannot be read until their merchant opens the app there. */
  readonly shopsWithoutAccess: readonly string[];
  readonly reconcile: { readonly finishedAt: string | null; readonly found: number };
}

const LATE_MS = 60_000;
const DAY_MS = 86_400_000;

const shopSchema = z.object({ domain: z.string(), hasAccess: z.boolean() });
const inboxSchema = z.object({
  last: z.date().nullable(),
  waiting: z.int(),
  parked: z.int(),
  oldest: z.date().nullable(),
});
const sweepSchema = z.object({ finishedAt: z.date().nullable(), found: z.int() });

export async function health(tx: Tx, now: Date): Promise<Health> {
  const shops = await tx.all(
    shopSchema,
    sql`select domain, access_lost_at is null and uninstalled_at is null as "hasAccess" from shop
         where network_id = ${tx.networkId} order by id`,
  );
  const inbox = await inboxOf(
    tx,
    shops.map(({ domain }) => domain),
    now,
  );
  const sweep = await tx.one(
    sweepSchema,
    sql`select max(finished_at) as "finishedAt", coalesce(sum(found) filter (where kind <> 'import'), 0)::int as found
          from reconcile where network_id = ${tx.networkId}`,
  );
  return {
    lastDeliveryAt: inbox.last?.toISOString() ?? null,
    waiting: inbox.waiting,
    parked: inbox.parked,
    isBehind: inbox.oldest !== null && now.getTime() - inbox.oldest.getTime() > LATE_MS,
    shopsWithoutAccess: shops.filter(({ hasAccess }) => !hasAccess).map(({ domain }) => domain),
    reconcile: { finishedAt: sweep.finishedAt?.toISOString() ?? null, found: sweep.found },
  };
}

/** The inbox has no tenant column: it is read by the domains of the network's shops, and nothing else of it. */
function inboxOf(tx: Tx, domains: readonly string[], now: Date) {
  const week = new Date(now.getTime() - 7 * DAY_MS);
  return tx.one(
    inboxSchema,
    sql`select (select max(d.received_at) from webhook_delivery d
                 where d.domain = any(${domains}::text[]) and d.day >= ${week}::date) as last,
               count(*) filter (where w.state = 'waiting')::int as waiting,
               count(*) filter (where w.state = 'parked')::int as parked,
               min(w.received_at) filter (where w.state = 'waiting') as oldest
          from webhook_delivery w
         where w.domain = any(${domains}::text[]) and w.state in ('waiting', 'parked')`,
  );
}
