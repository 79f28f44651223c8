import { inCommonTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { claimDeliveries, settleDeliveries, type Claimed, type Settlement } from '#app/adapters/inbox/claim.server.ts';
import { log } from '#app/adapters/log.server.ts';
import { RetryLater } from '#app/adapters/retry-later.ts';
import { applyAppWork } from '#app/services/inbox/apply-app-work.ts';
import { applyNetworkWork } from '#app/services/inbox/apply-network-work.ts';
import { readDelivery, type Work } from '#app/services/inbox/read-delivery.ts';

/** Deliveries taken at once; more would hold orders longer than a page's patience. */
const BATCH_MAX = 200;
const RETRY_AFTER_MS = 5_000;
const ATTEMPTS_MAX = 8;

interface Item {
  delivery: Claimed;
  work: Work;
}
type Settled = { delivery: Claimed; settlement: Settlement };

const isForApp = ({ work }: Item) => work.kind === 'uninstalled' || work.kind === 'scopes';
const done = ({ delivery }: Item): Settled => ({ delivery, settlement: { state: 'done' } });

/** A connection that broke or a lock that lost is not the delivery's fault: it waits. */
function isTransient(error: unknown): boolean {
  if (error instanceof RetryLater) return true;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(08|40|53|55|57|58|XX000|ECONN|EPIPE|ETIMEDOUT)/.test(code);
}

/** One delivery alone, after its batch failed: it works, waits, or is parked with its error and holds up nobody. */
async function applyAlone(networkId: NetworkId, item: Item, now: Date): Promise<Settled> {
  const { delivery } = item;
  try {
    await applyNetworkWork(networkId, [item], now);
    return done(item);
  } catch (error) {
    const note = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : 'unknown error';
    const { topic, webhookId, domain } = delivery;
    const mayRetry = isTransient(error) && delivery.attempts + 1 < ATTEMPTS_MAX;
    log().error({ err: error, topic, webhookId, domain, mayRetry }, 'delivery not applied');
    const afterMs = error instanceof RetryLater ? error.afterMs : RETRY_AFTER_MS * (delivery.attempts + 1);
    const retryAt = new Date(now.getTime() + afterMs);
    return { delivery, settlement: mayRetry ? { state: 'later', retryAt, note } : { state: 'parked', note } };
  }
}

async function applyToNetwork(networkId: NetworkId, items: readonly Item[], now: Date): Promise<Settled[]> {
  try {
    await applyNetworkWork(networkId, items, now);
    return items.map(done);
  } catch (error) {
    log().warn({ err: error, networkId, count: items.length }, 'batch not applied, trying its deliveries one by one');
    const settled: Settled[] = [];
    for (const item of items) settled.push(await applyAlone(networkId, item, now));
    return settled;
  }
}

async function settlementsOf(items: readonly Item[], now: Date): Promise<Settled[]> {
  const settled: Settled[] = [];
  const forNetworks: Item[] = [];
  for (const item of items) {
    const { delivery, work } = item;
    if (work.kind === 'park') settled.push({ delivery, settlement: { state: 'parked', note: work.note } });
    else if (work.kind === 'ignore') settled.push({ delivery, settlement: { state: 'ignored', note: work.note } });
    else if (!isForApp(item)) forNetworks.push(item);
    else {
      await applyAppWork(delivery, work);
      settled.push(done(item));
    }
  }
  for (const [networkId, ofNetwork] of Map.groupBy(forNetworks, (item) => item.delivery.networkId)) {
    if (networkId !== null) settled.push(...(await applyToNetwork(networkId, ofNetwork, now)));
  }
  return settled;
}

/**
 * Takes one batch from the inbox. Effects have transactions of their own and are keyed by business identity, so a crash
 * before the batch is settled only repeats them. Answers how many deliveries were in hand: 0 means nothing waits.
 */
export function processInbox(now: Date): Promise<number> {
  return inCommonTransaction(async (connection) => {
    const claimed = await claimDeliveries(connection, BATCH_MAX, now);
    if (claimed.length === 0) return 0;
    const items = claimed.map((delivery) => ({ delivery, work: readDelivery(delivery) }));
    await settleDeliveries(connection, await settlementsOf(items, now), now);
    return claimed.length;
  });
}

/** Batches in hand at once: while the database writes one, the next is read and decided. */
const LANES = 3;

/** Takes batches until nothing waits, or until `signal` asks to stop. Answers how many deliveries were taken. */
export async function drainInbox(clock: () => Date, signal: AbortSignal): Promise<number> {
  let taken = 0;
  const lane = async () => {
    for (let batch = -1; batch !== 0 && !signal.aborted; taken += batch) batch = await processInbox(clock());
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return taken;
}
