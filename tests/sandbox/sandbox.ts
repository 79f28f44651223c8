import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { admin } from '#tests/sandbox/admin/admin.ts';
import { readAppConfig } from '#tests/sandbox/app-config.ts';
import { frameProxy } from '#tests/sandbox/bridge/frame-proxy.ts';
import { adminApi } from '#tests/sandbox/graphql/admin-api.ts';
import { throttle, type Throttle } from '#tests/sandbox/graphql/throttle.ts';
import { notFound, readExchange, reply, send, type Handler } from '#tests/sandbox/http/exchange.ts';
import { OWNER_ID } from '#tests/sandbox/owner.ts';
import type { SandboxOptions } from '#tests/sandbox/options.ts';
import { mintSessionToken, type SessionClaims } from '#tests/sandbox/oauth/session-token.ts';
import { shopActions, type Shop } from '#tests/sandbox/shop.ts';
import { idSequence } from '#tests/sandbox/state/ids.ts';
import { newShop } from '#tests/sandbox/state/new-shop.ts';
import { loadState, stateSaver } from '#tests/sandbox/state/state-file.ts';
import { storefront } from '#tests/sandbox/storefront/storefront.ts';
import { checkSubscriptions } from '#tests/sandbox/webhooks/subscription-check.ts';
import { deliveryQueue } from '#tests/sandbox/webhooks/deliveries.ts';

async function listen(listener: RequestListener, port: number): Promise<Server> {
  const server = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

const answerBy =
  (handler: Handler): RequestListener =>
  (request, response) => {
    readExchange(request)
      .then(async (exchange) => send(response, (await handler(exchange)) ?? notFound()))
      .catch((error: unknown) => {
        const text = error instanceof Error ? error.message : String(error);
        send(response, reply(500, text, { 'content-type': 'text/plain; charset=utf-8' }));
      });
  };

/** The first handler that knows the address answers. */
const firstOf =
  (handlers: readonly Handler[]): Handler =>
  async (exchange) => {
    for (const handler of handlers) {
      const answer = await handler(exchange);
      if (answer) return answer;
    }
    return null;
  };

const portOf = (server: Server) => (server.address() as AddressInfo).port;

const closeServer = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** Starts the stand-in for Shopify. @throws Error where a port is taken or the app's configuration would be refused */
export async function startSandbox(options: SandboxOptions) {
  const now = options.now ?? (() => new Date());
  const config = readAppConfig(options.appConfigFile);
  checkSubscriptions(config);
  const saved = loadState(options.stateFile);
  const ids = idSequence(saved?.nextId ?? options.firstId);
  const states = options.shops.map(
    (wanted) => saved?.shops.find((one) => one.domain === wanted.domain) ?? newShop(wanted, ids, config.scopes, now()),
  );
  const saver = stateSaver(options.stateFile, () => ({ nextId: ids.peek(), shops: states }));
  const deliveries = deliveryQueue({
    app: options.app,
    config,
    now,
    ...(options.webhookRetryDelaysMs && { retryDelaysMs: options.webhookRetryDelaysMs }),
  });
  const shops = new Map<string, Shop>();
  const buckets = new Map<string, Throttle>();
  for (const state of states) {
    shops.set(state.domain, shopActions({ state, ids, config, deliveries, now, changed: saver.changed }));
    buckets.set(state.domain, throttle());
  }
  const need = <T>(map: Map<string, T>, domain: string): T => {
    const found = map.get(domain);
    if (!found) throw new Error(`the stand-in has no shop ${domain}`);
    return found;
  };

  const handlers: Handler[] = [];
  const main = await listen(answerBy(firstOf(handlers)), options.port ?? 0);
  const origin = `http://127.0.0.1:${portOf(main)}`;
  const frame = await listen(
    frameProxy(options.app.url, () => origin),
    options.appFramePort ?? 0,
  ).catch(async (error: unknown) => {
    await closeServer(main);
    throw error;
  });
  const frameOrigin = `http://127.0.0.1:${portOf(frame)}`;
  const parts = { options, config, ids, now, shops, deliveries, buckets, origin, frameOrigin, changed: saver.changed };
  handlers.push(storefront(parts), adminApi(parts), admin(parts));

  return {
    /** Origin of the Admin API and the admin page; `SANDBOX_ORIGIN` of the app's process. */
    origin,
    /** Origin of the frame that the app runs in. */
    frameOrigin,
    /** What the app's process is started with, besides its own settings. */
    appEnvironment: {
      NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, 'redirect.mjs')).href}`,
      SANDBOX_ORIGIN: origin,
      APP_BRIDGE_URL: `${origin}/app-bridge.js`,
    },
    config,
    deliveries,
    /** Everything that can happen in a shop. @throws Error on an unknown domain */
    shop: (domain: string) => need(shops, domain),
    /** Switches that force THROTTLED and 429. */
    throttle: (domain: string) => need(buckets, domain),
    /** Address of a shop's storefront. */
    storefrontUrl: (domain: string) => `http://${need(shops, domain).state.handle}.localhost:${portOf(main)}`,
    /** Address of a page of the shop's admin, e.g. `orders` or `apps/lineage/app/partners`. */
    adminUrl: (domain: string, page = '') => `${origin}/store/${need(shops, domain).state.handle}/${page}`,
    /** A session token as App Bridge would hand it out; `change` spoils it for a test. */
    sessionToken: (domain: string, change: Partial<SessionClaims> = {}) =>
      mintSessionToken({
        shop: domain,
        apiKey: options.app.apiKey,
        apiSecret: options.app.apiSecret,
        userId: OWNER_ID,
        now: new Date(),
        change,
      }),
    save: saver.flush,
    async close() {
      await deliveries.close();
      await closeServer(frame);
      await closeServer(main);
      if (options.stateFile !== undefined) saver.flush();
    },
    async [Symbol.asyncDispose]() {
      await this.close();
    },
  };
}

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;
