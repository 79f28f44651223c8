import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Connection, NetworkId } from '#app/adapters/db/transaction.server.ts';

/** A delivery in the hands of this worker, with the shop it is for (null: no such shop). */
export interface Claimed {
  day: string;
  domain: string;
  topic: string;
  webhookId: string;
  triggeredAt: Date | null;
  receivedAt: Date;
  attempts: number;
  body: Buffer;
  shopId: number | null;
  networkId: NetworkId | null;
}

/** What became of a delivery. `later` waits until the named instant. */
export type Settlement =
  | { state: 'done' }
  | { state: 'ignored'; note: string }
  | { state: 'parked'; note: string }
  | { state: 'later'; retryAt: Date; note: string };

/**
 * Up to `limit` deliveries that wait, oldest first, locked until the transaction ends; other workers pass them over.
 * Deliveries of a shop that has no network yet stay where they are, but for those that speak of the app itself.
 */
export async function claimDeliveries(connection: Connection, limit: number, now: Date): Promise<Claimed[]> {
  const { rows } = await connection.client.query<Claimed>({
    name: 'inbox-claim',
    text: `select d.day, d.domain, d.topic, d.webhook_id as "webhookId", d.triggered_at as "triggeredAt",
        d.received_at as "receivedAt", d.attempts, d.body, s.id as "shopId", s.network_id as "networkId"
      from webhook_delivery d left join shop s on s.domain = d.domain
     where d.state = 'waiting' and (d.retry_at is null or d.retry_at <= $2)
       and (s.id is null or s.network_id is not null or d.topic like 'app/%')
     order by d.received_at limit $1 for update of d skip locked`,
    values: [limit, now],
  });
  return rows;
}

/** Writes what became of claimed deliveries, in the transaction that claimed them. */
export async function settleDeliveries(
  connection: Connection,
  settled: readonly { delivery: Claimed; settlement: Settlement }[],
  now: Date,
): Promise<void> {
  if (settled.length === 0) return;
  const stateOf = ({ state }: Settlement) => (state === 'later' ? 'waiting' : state);
  await connection.client.query({
    name: 'inbox-settle',
    text: `update webhook_delivery d
        set state = s.state, note = s.note, retry_at = s.retry_at, attempts = d.attempts + 1,
            settled_at = case when s.state = 'waiting' then null else $8::timestamptz end
       from unnest($1::date[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
              as s (day, domain, topic, webhook_id, state, note, retry_at)
      where d.day = s.day and d.domain = s.domain and d.topic = s.topic and d.webhook_id = s.webhook_id`,
    values: [
      settled.map(({ delivery }) => delivery.day),
      settled.map(({ delivery }) => delivery.domain),
      settled.map(({ delivery }) => delivery.topic),
      settled.map(({ delivery }) => delivery.webhookId),
      settled.map(({ settlement }) => stateOf(settlement)),
      settled.map(({ settlement }) => ('note' in settlement ? settlement.note : null)),
      settled.map(({ settlement }) => (settlement.state === 'later' ? settlement.retryAt : null)),
      now,
    ],
  });
}

const parkedSchema = z.object({
  day: z.string(),
  domain: z.string(),
  topic: z.string(),
  webhookId: z.string(),
  receivedAt: z.date(),
  attempts: z.int(),
  note: z.string().nullable(),
});

/** A delivery that could not be taken, and why. */
export type ParkedDelivery = z.infer<typeof parkedSchema>;

/** The parked deliveries of a network's shops, newest first, at most `limit`. */
export function parkedDeliveries(
  connection: Connection,
  networkId: NetworkId,
  limit: number,
): Promise<ParkedDelivery[]> {
  return connection.all(
    parkedSchema,
    sql`select d.day, d.domain, d.topic, d.webhook_id as "webhookId", d.received_at as "receivedAt", d.attempts, d.note
          from webhook_delivery d join shop s on s.domain = d.domain
         where s.network_id = ${networkId} and d.state = 'parked' order by d.received_at desc limit ${limit}`,
  );
}

/** Puts parked deliveries of a network's shops back in line: one, or all of them. Answers how many. */
export function replayDeliveries(
  connection: Connection,
  networkId: NetworkId,
  webhookId: string | null,
): Promise<number> {
  return connection.run(
    sql`update webhook_delivery d set state = 'waiting', attempts = 0, retry_at = null, settled_at = null
          from shop s where s.domain = d.domain and s.network_id = ${networkId} and d.state = 'parked'
           and (${webhookId}::text is null or d.webhook_id = ${webhookId})`,
  );
}
