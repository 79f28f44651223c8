import type { Delivery } from '#app/adapters/inbox/delivery.ts';
import { appPool } from '#app/adapters/db/pool.server.ts';

/** The worker listens here; one statement stores and rings. */
export const INBOX_CHANNEL = 'lineage_inbox';

const INSERT = `with stored as (insert into webhook_delivery
    (day, domain, topic, webhook_id, event_id, api_version, triggered_at, received_at, body, state)
  select (coalesce(d.triggered_at, d.received_at) at time zone 'UTC')::date, d.*, 'waiting'
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::bytea[])
      as d (domain, topic, webhook_id, event_id, api_version, triggered_at, received_at, body)
  on conflict do nothing returning 1)
  select pg_notify('${INBOX_CHANNEL}', '') from stored limit 1`;

/** More would make the statement long; the rest goes with the next one. */
const BATCH_MAX = 200;

interface Waiting {
  delivery: Delivery;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Stores deliveries; the same webhook id twice is stored once. Durable when it returns. */
async function insert(deliveries: readonly Delivery[]): Promise<void> {
  await appPool().query({
    name: 'inbox-insert',
    text: INSERT,
    values: [
      deliveries.map((delivery) => delivery.domain),
      deliveries.map((delivery) => delivery.topic),
      deliveries.map((delivery) => delivery.webhookId),
      deliveries.map((delivery) => delivery.eventId),
      deliveries.map((delivery) => delivery.apiVersion),
      deliveries.map((delivery) => delivery.triggeredAt),
      deliveries.map((delivery) => delivery.receivedAt),
      deliveries.map((delivery) => delivery.body),
    ],
  });
}

/** Inserts under way at once: while one waits for the disk, the next one is read and checked. */
const INSERTS_MAX = 2;

/**
 * A door to the inbox: deliveries that come while the inserts are under way go together in the next one, and each caller
 * is answered after its own commit. One round trip and one flush to disk carry many.
 */
export function inboxDoor(): (delivery: Delivery) => Promise<void> {
  let waiting: Waiting[] = [];
  let underWay = 0;

  const drain = async () => {
    underWay += 1;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH_MAX);
      waiting = waiting.slice(BATCH_MAX);
      await insert(batch.map((entry) => entry.delivery)).then(
        () => batch.forEach((entry) => entry.resolve()),
        (error: unknown) => batch.forEach((entry) => entry.reject(error)),
      );
    }
    underWay -= 1;
  };

  return (delivery) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ delivery, resolve, reject });
      if (underWay < INSERTS_MAX) void drain();
    });
}
