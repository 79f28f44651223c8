import { createHmac, randomUUID } from 'node:crypto';
import type { AppConfig } from '#tests/sandbox/app-config.ts';
import type { SandboxApp } from '#tests/sandbox/options.ts';
import { postWebhook, type SendResult } from '#tests/sandbox/webhooks/send.ts';

const MINUTE = 60_000;
const RETRY_DELAYS_MS = [10_000, 30_000, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, 60 * MINUTE, 128 * MINUTE];
const AT_ONCE = 6;

export interface Delivery {
  /** `X-Shopify-Webhook-Id`: the same in every attempt and duplicate. */
  id: string;
  eventId: string;
  shop: string;
  topic: string;
  uri: string;
  body: string;
  triggeredAt: string;
  status: 'held' | 'queued' | 'sending' | 'delivered' | 'retrying' | 'failed';
  attempts: (SendResult & { at: string })[];
}

export interface DeliveryFilter {
  shop?: string;
  topic?: string;
  status?: Delivery['status'];
}

interface Emission {
  shop: string;
  topic: string;
  payload: unknown;
  eventId?: string;
}

export interface FlushOptions {
  /** Sends the held deliveries in this order instead of theirs; must return the same ones. */
  order?: (held: Delivery[]) => Delivery[];
  /** How often each is sent, with the same ids; once if left out. */
  times?: number;
}

interface Config {
  app: SandboxApp;
  config: AppConfig;
  now: () => Date;
  retryDelaysMs?: number[];
}

const matches = (delivery: Delivery, filter: DeliveryFilter) =>
  (filter.shop === undefined || delivery.shop === filter.shop) &&
  (filter.topic === undefined || delivery.topic === filter.topic) &&
  (filter.status === undefined || delivery.status === filter.status);

/** Signature of a body: base64 HMAC-SHA256 by the app's secret. */
export const signatureOf = (body: string | Buffer, secret: string) =>
  createHmac('sha256', secret).update(body).digest('base64');

/** The queue between the shops and the app. Controls let a test hold, repeat, reorder and look. */
export function deliveryQueue({ app, config, now, retryDelaysMs = RETRY_DELAYS_MS }: Config) {
  const all: Delivery[] = [];
  const waiting: Delivery[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let holding: DeliveryFilter | null = null;
  let running = 0;
  let idleWaiters: (() => void)[] = [];
  let isClosed = false;

  async function attempt(delivery: Delivery): Promise<boolean> {
    delivery.status = 'sending';
    const body = Buffer.from(delivery.body);
    const result = await postWebhook(new URL(delivery.uri, app.url), headersOf(delivery, body), body);
    delivery.attempts.push({ ...result, at: now().toISOString() });
    const isGood = result.status !== null && result.status >= 200 && result.status < 300;
    delivery.status = isGood ? 'delivered' : 'retrying';
    return isGood;
  }

  const headersOf = (delivery: Delivery, body: Buffer): Record<string, string> => ({
    'content-type': 'application/json',
    'user-agent': 'Shopify-Captain-Hook',
    'x-shopify-topic': delivery.topic,
    'x-shopify-hmac-sha256': signatureOf(body, app.apiSecret),
    'x-shopify-shop-domain': delivery.shop,
    'x-shopify-api-version': config.apiVersion,
    'x-shopify-webhook-id': delivery.id,
    'x-shopify-event-id': delivery.eventId,
    'x-shopify-triggered-at': delivery.triggeredAt,
  });

  function retryLater(delivery: Delivery) {
    const delay = retryDelaysMs[delivery.attempts.length - 1];
    if (delay === undefined || isClosed) {
      delivery.status = 'failed';
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(timer);
      enqueue(delivery);
    }, delay);
    timer.unref();
    timers.add(timer);
  }

  function enqueue(delivery: Delivery) {
    delivery.status = 'queued';
    waiting.push(delivery);
    pump();
  }

  function pump() {
    while (running < AT_ONCE && waiting.length > 0) {
      const delivery = waiting.shift();
      if (!delivery) break;
      running += 1;
      void attempt(delivery).then((isGood) => {
        running -= 1;
        if (!isGood) retryLater(delivery);
        pump();
      });
    }
    if (running > 0 || waiting.length > 0) return;
    for (const wake of idleWaiters.splice(0)) wake();
  }

  return {
    /** Turns an event of a shop into one delivery per subscription of its topic. */
    emit({ shop, topic, payload, eventId = randomUUID() }: Emission) {
      for (const subscription of config.subscriptions) {
        if (subscription.topic !== topic) continue;
        const delivery: Delivery = {
          id: randomUUID(),
          eventId,
          shop,
          topic,
          uri: subscription.uri,
          body: JSON.stringify(picked(payload, subscription.includeFields)),
          triggeredAt: now().toISOString().replace('Z', '000000Z'),
          status: 'held',
          attempts: [],
        };
        all.push(delivery);
        if (!holding || !matches(delivery, holding)) enqueue(delivery);
      }
    },
    /** From now on deliveries that match are kept back. */
    hold(filter: DeliveryFilter = {}) {
      holding = filter;
    },
    isHolding: () => holding !== null,
    /** New deliveries go out again; those held stay held until `flush` or `resend`. */
    stopHolding() {
      holding = null;
    },
    /** Sends what is held, one after the other, and waits for the answers. */
    async flush({ order = (held) => held, times = 1 }: FlushOptions = {}, filter: DeliveryFilter = {}) {
      const held = all.filter((delivery) => delivery.status === 'held' && matches(delivery, filter));
      for (let round = 0; round < times; round += 1) {
        for (const delivery of order([...held])) {
          if (!(await attempt(delivery))) retryLater(delivery);
        }
      }
    },
    /** Sends one again, with the same ids, whatever became of it. */
    async resend(id: string): Promise<Delivery> {
      const delivery = all.find((one) => one.id === id);
      if (!delivery) throw new Error(`no such delivery: ${id}`);
      if (!(await attempt(delivery))) retryLater(delivery);
      return delivery;
    },
    list: (filter: DeliveryFilter = {}): Delivery[] => all.filter((delivery) => matches(delivery, filter)),
    /** Resolves when nothing is queued or under way; held and retrying deliveries do not count. */
    idle: () =>
      new Promise<void>((resolve) => {
        idleWaiters.push(resolve);
        pump();
      }),
    async close() {
      isClosed = true;
      for (const timer of timers) clearTimeout(timer);
      waiting.length = 0;
      idleWaiters = [];
      await Promise.resolve();
    },
  };
}

/** A subscription with `include_fields` gets these and no others. */
function picked(payload: unknown, fields: string[] | null): unknown {
  if (fields === null) return payload;
  const record = payload as Record<string, unknown>;
  return Object.fromEntries(fields.filter((field) => field in record).map((field) => [field, record[field]]));
}

export type DeliveryQueue = ReturnType<typeof deliveryQueue>;
