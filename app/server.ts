import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { resolve } from 'node:path';
import { createRequestHandler } from '@remix-run/express';
import express from 'express';
import { checkDatabase } from '#app/adapters/db/check.server.ts';
import { closePools } from '#app/adapters/db/pool.server.ts';
import { inboxDoor } from '#app/adapters/inbox/store.server.ts';
import { log } from '#app/adapters/log.server.ts';
import { env } from '#app/env.server.ts';
import { webhookHandler } from '#app/webhooks.server.ts';

/** The web process: webhooks by a plain handler, everything else by Remix. */
const ROOT = resolve(import.meta.dirname, '..');

/** What a page knows of the connection: the visitor's address, by which sign-ins are limited. */
const getLoadContext = (request: express.Request) => ({ clientAddress: request.ip });

async function remixHandler(): Promise<express.Express> {
  const app = express();
  app.disable('x-powered-by');
  if (env().TRUST_PROXY) app.set('trust proxy', 1);
  if (env().NODE_ENV === 'development') {
    const vite = await import('vite');
    const server = await vite.createServer({ root: ROOT, server: { middlewareMode: true } });
    app.use(server.middlewares);
    const build = () => server.ssrLoadModule('virtual:remix/server-build');
    const handle = createRequestHandler({ build: build as never, mode: 'development', getLoadContext });
    app.all('*', (request, response, next) => void handle(request, response, next));
    return app;
  }
  const client = resolve(ROOT, 'build/client');
  app.use('/assets', express.static(`${client}/assets`, { immutable: true, maxAge: '1y' }));
  app.use(express.static(client, { maxAge: '1h' }));
  const entry = resolve(ROOT, 'build/server/index.js');
  const handle = createRequestHandler({ build: (await import(entry)) as never, mode: 'production', getLoadContext });
  app.all('*', (request, response, next) => void handle(request, response, next));
  return app;
}

async function health(response: ServerResponse): Promise<void> {
  const problem = await checkDatabase().then(
    () => null,
    (error: unknown) => error,
  );
  if (problem) log().error({ err: problem }, 'health check failed');
  response.writeHead(problem ? 503 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ status: problem ? 'unavailable' : 'ok' }));
}

async function start(): Promise<void> {
  await checkDatabase();
  const webhooks = webhookHandler({ secret: env().SHOPIFY_API_SECRET, store: inboxDoor(), now: () => new Date() });
  const remix = await remixHandler();
  const route = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '/';
    if (path.startsWith('/webhooks/')) return webhooks(request, response);
    if (path === '/healthz') return health(response);
    remix(request, response);
  };
  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      log().error({ err: error, path: request.url }, 'request failed');
      if (!response.headersSent) response.writeHead(500).end();
    });
  });
  server.once('error', (error: NodeJS.ErrnoException) => {
    const isTaken = error.code === 'EADDRINUSE';
    process.stderr.write(isTaken ? `Port ${env().PORT} is taken by another program.\n` : `${error.message}\n`);
    process.exit(1);
  });
  server.listen(env().PORT, env().HOST, () => {
    log().info({ port: env().PORT }, 'web process ready');
    process.send?.('ready');
  });
  const end = () => {
    server.close(() => void closePools().then(() => process.exit(0)));
    server.closeIdleConnections();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
  process.once('disconnect', end);
}

await start();
