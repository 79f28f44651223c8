import { createServer } from 'node:net';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'smol-toml';
import { migrate } from '#prisma/migrate.ts';
import { setUpRoles, urlFor } from '#prisma/set-up-roles.ts';
import { startCluster } from '#tests/database/cluster.ts';
import { PASSWORDS } from '#tests/database/passwords.ts';
import { startOutbox } from '#tests/demo/outbox.ts';
import { startProcess, type Running } from '#tests/demo/processes.ts';
import type { SandboxShop } from '#tests/sandbox/options.ts';
import { startSandbox, type Sandbox } from '#tests/sandbox/sandbox.ts';

const APP = { apiKey: 'lineage-demo-key', apiSecret: 'lineage-demo-secret', handle: 'lineage' };
const CONFIG_FILE = resolve('shopify.app.toml');

/** Where everything listens, on loopback. */
export interface Ports {
  web: number;
  sandbox: number;
  frame: number;
  postgres: number;
  outbox: number;
}

/** Five ports in a row. */
export const portsFrom = (first: number): Ports => ({
  web: first,
  sandbox: first + 1,
  frame: first + 2,
  postgres: first + 3,
  outbox: first + 4,
});

export interface StackOptions {
  /** Data and logs; what is there is used again. */
  folder: string;
  ports: Ports;
  shops: SandboxShop[];
  /** Vite's server with reloading instead of the built pages. */
  isDevelopment?: boolean;
  /** False where nobody would miss the data: quicker. */
  durable: boolean;
  database: string;
  webhookRetryDelaysMs?: number[];
  /** Scripts that web process and worker load before anything else, as addresses of files. */
  preload?: string[];
  /** What web process and worker are told besides. */
  environment?: Record<string, string>;
  /** Set off when everything is to end: also what is still starting. */
  signal?: AbortSignal;
}

/** PostgreSQL, the stand-in for Shopify, the outbox, the web process and the worker. */
export interface Stack {
  sandbox: Sandbox;
  /** What the processes were started with. */
  environment: Record<string, string>;
  appUrl: string;
  mailFolder: string;
  /** Page that shows the mails of the pickup folder. */
  outboxUrl: string;
  /** Admin's address of the database server. */
  adminUrl: string;
  /** Resolves when one of the processes ends by itself, with its name and what it said last. */
  failed: Promise<{ name: string; lastWords: string }>;
  stop(): Promise<void>;
  /** Ends web process and worker and starts new ones, with changes of their environment. */
  restart(changes?: Record<string, string>): Promise<void>;
}

/** PostgreSQL looks for itself: a server that a killed start left behind is ended first. @throws Error that names the port */
async function requireFree(ports: Ports): Promise<void> {
  for (const [name, port] of Object.entries(ports)) {
    if (name === 'postgres') continue;
    await new Promise<void>((done, fail) => {
      const probe = createServer();
      probe.once('error', () =>
        fail(
          new Error(
            `Port ${port} (${name}) is taken by another program. Set LINEAGE_PORT to the first of five free ones.`,
          ),
        ),
      );
      probe.listen(port, '127.0.0.1', () => probe.close(() => done()));
    });
  }
}

/** The key that seals personal data; it stays with the data it sealed. */
function masterKey(folder: string): string {
  const file = join(folder, 'master-key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

function scopesOf(configFile: string): string {
  const config = parse(readFileSync(configFile, 'utf8')) as { access_scopes: { scopes: string } };
  return config.access_scopes.scopes;
}

interface Places {
  sandbox: Sandbox;
  adminUrl: string;
  mailFolder: string;
}

/** What web process and worker read from their environment. */
function environmentOf(options: StackOptions, { sandbox, adminUrl, mailFolder }: Places): Record<string, string> {
  const { ports, database, folder, preload = [] } = options;
  const { NODE_OPTIONS: redirect, ...rest } = sandbox.appEnvironment;
  return {
    NODE_ENV: options.isDevelopment ? 'development' : 'production',
    LOG_LEVEL: 'info',
    PORT: String(ports.web),
    HOST: '127.0.0.1',
    DATABASE_URL: urlFor(adminUrl, 'lineage_app', PASSWORDS.lineage_app, database),
    DATABASE_BULK_URL: urlFor(adminUrl, 'lineage_bulk', PASSWORDS.lineage_bulk, database),
    SHOPIFY_API_KEY: APP.apiKey,
    SHOPIFY_API_SECRET: APP.apiSecret,
    SHOPIFY_APP_URL: sandbox.frameOrigin,
    SCOPES: scopesOf(CONFIG_FILE),
    MASTER_KEY: masterKey(folder),
    PORTAL_URL: `http://127.0.0.1:${ports.web}`,
    MAIL_URL: pathToFileURL(mailFolder).href,
    MAIL_FROM: 'Lineage <partners@lineage.example>',
    NODE_OPTIONS: [redirect, ...preload.map((script) => `--import ${script}`)].join(' '),
    ...rest,
    ...options.environment,
  };
}

const PROCESSES = [
  ['web', 'app/server.ts'],
  ['worker', 'app/worker.ts'],
] as const;

/** The app's own processes: started, watched, ended, started anew. */
function appProcesses(folder: string, signal: AbortSignal | undefined) {
  let running: Running[] = [];
  let report: (failure: { name: string; lastWords: string }) => void = () => undefined;
  const failed = new Promise<{ name: string; lastWords: string }>((resolve) => (report = resolve));
  const stop = async () => {
    const ending = running;
    running = [];
    for (const each of ending.toReversed()) await each.stop();
  };
  const start = async (environment: Record<string, string>) => {
    for (const [name, script] of PROCESSES) {
      signal?.throwIfAborted();
      const logFile = join(folder, 'logs', `${name}.log`);
      const process = await startProcess({ name, script, environment, logFile });
      running.push(process);
      void process.ended.then((lastWords) => running.includes(process) && report({ name, lastWords }));
    }
  };
  return { failed, start, stop };
}

const sandboxFor = ({ ports, shops, folder, webhookRetryDelaysMs }: StackOptions): Promise<Sandbox> =>
  startSandbox({
    app: { ...APP, url: `http://127.0.0.1:${ports.web}` },
    shops,
    port: ports.sandbox,
    appFramePort: ports.frame,
    appConfigFile: CONFIG_FILE,
    extensionFolder: resolve('extensions/referral'),
    stateFile: join(folder, 'shopify.json'),
    ...(webhookRetryDelaysMs ? { webhookRetryDelaysMs } : {}),
  });

/** Starts everything, first things first. What was started ends again if a later part does not start. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { folder, ports, durable, database, signal } = options;
  await requireFree(ports);
  const toStop: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of toStop.splice(0).toReversed()) await end();
  };
  try {
    const { adminUrl, stop: stopCluster } = await startCluster(join(folder, 'postgres'), ports.postgres, { durable });
    toStop.push(stopCluster);
    signal?.throwIfAborted();
    await setUpRoles(adminUrl, database, PASSWORDS);
    await migrate(urlFor(adminUrl, 'lineage_owner', PASSWORDS.lineage_owner, database));
    signal?.throwIfAborted();
    const sandbox = await sandboxFor(options);
    toStop.push(() => sandbox.close());
    const mailFolder = join(folder, 'mail');
    const outbox = await startOutbox(mailFolder, ports.outbox);
    toStop.push(() => outbox.close());
    const environment = environmentOf(options, { sandbox, adminUrl, mailFolder });
    const app = appProcesses(folder, signal);
    toStop.push(() => app.stop());
    await app.start(environment);
    return {
      ...{ sandbox, environment, mailFolder, adminUrl, stop },
      appUrl: environment.PORTAL_URL ?? '',
      outboxUrl: outbox.url,
      failed: app.failed,
      restart: async (changes = {}) => {
        await app.stop();
        await app.start({ ...environment, ...changes });
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
