import { z } from 'zod';
import { parkedDeliveries } from '#app/adapters/inbox/claim.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { health, type Health } from '#app/queries/home/health.ts';

const PARKED_SHOWN = 50;
const DAYS_SHOWN = 7;
const DAY_MS = 86_400_000;

const topicSchema = z.object({ topic: z.string(), count: z.int(), last: z.date() });
const sweepSchema = z.object({
  shop: z.string(),
  kind: z.enum(['import', 'hourly', 'nightly']),
  startedAt: z.date(),
  finishedAt: z.date().nullable(),
  seen: z.int(),
  found: z.int(),
});
const runSchema = z.object({ periodId: z.int(), startedAt: z.date(), error: z.string().nullable() });

/** The pipe from Shopify in detail: what came, what could not be taken, what the sweeps found. */
export interface HealthPage {
  readonly now: string;
  readonly health: Health;
  readonly parked: readonly {
    webhookId: string;
    domain: string;
    topic: string;
    receivedAt: string;
    note: string | null;
  }[];
  readonly topics: readonly { topic: string; count: number; last: string }[];
  readonly sweeps: readonly {
    shop: string;
    kind: 'import' | 'hourly' | 'nightly';
    startedAt: string;
    finishedAt: string | null;
    seen: number;
    found: number;
  }[];
  /** The newest calculation that failed and was not followed by a good one. */
  readonly failedRun: { periodId: number; startedAt: string; error: string | null } | null;
}

export function healthPage(networkId: NetworkId, now: Date): Promise<HealthPage> {
  return inTransaction(networkId, async (tx) => {
    const parked = await parkedDeliveries(tx, networkId, PARKED_SHOWN);
    return {
      now: now.toISOString(),
      health: await health(tx, now),
      parked: parked.map(({ webhookId, domain, topic, receivedAt, note }) => {
        return { webhookId, domain, topic, note, receivedAt: receivedAt.toISOString() };
      }),
      topics: await topicsOf(tx, now),
      sweeps: await sweepsOf(tx),
      failedRun: await failedRunOf(tx),
    };
  });
}

async function topicsOf(tx: Tx, now: Date): Promise<HealthPage['topics']> {
  const since = new Date(now.getTime() - DAYS_SHOWN * DAY_MS);
  const rows = await tx.all(
    topicSchema,
    sql`select d.topic, count(*)::int as count, max(d.received_at) as last from webhook_delivery d
          join shop s on s.domain = d.domain
         where s.network_id = ${tx.networkId} and d.day >= ${since}::date group by d.topic order by d.topic`,
  );
  return rows.map(({ topic, count, last }) => ({ topic, count, last: last.toISOString() }));
}

async function sweepsOf(tx: Tx): Promise<HealthPage['sweeps']> {
  const rows = await tx.all(
    sweepSchema,
    sql`select s.domain as shop, r.kind, r.started_at as "startedAt", r.finished_at as "finishedAt", r.seen, r.found
          from reconcile r join shop s on s.id = r.shop_id and s.network_id = ${tx.networkId}
         where r.network_id = ${tx.networkId} order by r.started_at desc`,
  );
  return rows.map((row) => {
    return { ...row, startedAt: row.startedAt.toISOString(), finishedAt: row.finishedAt?.toISOString() ?? null };
  });
}

async function failedRunOf(tx: Tx): Promise<HealthPage['failedRun']> {
  const row = await tx.find(
    runSchema,
    sql`select r.period_id as "periodId", r.started_at as "startedAt", r.error from run r
         where r.network_id = ${tx.networkId} and r.state = 'failed'
           and not exists (select from run later where later.network_id = ${tx.networkId}
                 and later.period_id = r.period_id and later.id > r.id and later.state = 'done')
         order by r.id desc limit 1`,
  );
  return row && { ...row, startedAt: row.startedAt.toISOString() };
}
