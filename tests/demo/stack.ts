import { createServer } from 'node:net';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { parse } from 'smol-toml';
import { migrate } from '#prisma/migrate.ts';
import { setUpRoles, urlFor } from '#prisma/set-up-roles.ts';
import { startCluster } from '#tests/database/cluster.ts';
import { PASSWORDS } from '#tests/database/passwords.ts';
import { startProcess, type Running } from '#tests/demo/processes.ts';
import type { SandboxShop } from '#tests/sandbox/options.ts';
import { startSandbox, type Sandbox } from '#tests/sandbox/sandbox.ts';

/** Where everything listens, on loopback. */
export interface Ports {
  web: number;
  sandbox: number;
  frame: number;
  postgres: number;
}

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
}

/** PostgreSQL, the stand-in for Shopify, the web process and the worker. */
export interface Stack {
  sandbox: Sandbox;
  /** What the processes were started with. */
  environment: Record<string, string>;
  appUrl: string;
  mailFolder: string;
  /** Resolves when one of the processes ends by itself, with its name. */
  failed: Promise<string>;
  stop(): Promise<void>;
  /** Ends the worker and starts a new one, as after a crash. */
  restartWorker(): Promise<void>;
}

/** @throws Error that names the port if another program listens there */
async function requireFree(ports: Ports): Promise<void> {
  for (const [name, port] of Object.entries(ports)) {
    await new Promise<void>((done, fail) => {
      const probe = createServer();
      probe.once('error', () =>
        fail(new Error(`Port ${port} (${name}) is taken by another program. Set LINEAGE_PORT to a free range.`)),
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

/** Starts everything, first things first. What was started ends again if a later part does not start. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { folder, ports, shops, durable, database } = options;
  await requireFree(ports);
  const toStop: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const each of toStop.splice(0).reverse()) await each();
  };
  try {
    const cluster = await startCluster(join(folder, 'postgres'), ports.postgres, durable);
    toStop.push(() => cluster.stop());
    await setUpRoles(cluster.adminUrl, database, PASSWORDS);
    await migrate(urlFor(cluster.adminUrl, 'lineage_owner', PASSWORDS.lineage_owner, database));

    const appUrl = `http://127.0.0.1:${ports.web}`;
    const configFile = resolve('shopify.app.toml');
    const apiKey = 'lineage-demo-key';
    const apiSecret = 'lineage-demo-secret';
    const sandbox = await startSandbox({
      app: { apiKey, apiSecret, url: appUrl, handle: 'lineage' },
      shops,
      port: ports.sandbox,
      appFramePort: ports.frame,
      appConfigFile: configFile,
      extensionFolder: resolve('extensions/referral'),
      stateFile: join(folder, 'shopify.json'),
      ...(options.webhookRetryDelaysMs ? { webhookRetryDelaysMs: options.webhookRetryDelaysMs } : {}),
    });
    toStop.push(() => sandbox.close());

    const mailFolder = join(folder, 'mail');
    const environment = {
      NODE_ENV: options.isDevelopment ? 'development' : 'production',
      LOG_LEVEL: 'info',
      PORT: String(ports.web),
      HOST: '127.0.0.1',
      DATABASE_URL: urlFor(cluster.adminUrl, 'lineage_app', PASSWORDS.lineage_app, database),
      DATABASE_BULK_URL: urlFor(cluster.adminUrl, 'lineage_bulk', PASSWORDS.lineage_bulk, database),
      SHOPIFY_API_KEY: apiKey,
      SHOPIFY_API_SECRET: apiSecret,
      SHOPIFY_APP_URL: sandbox.frameOrigin,
      SCOPES: scopesOf(configFile),
      MASTER_KEY: masterKey(folder),
      PORTAL_URL: appUrl,
      MAIL_URL: `file://${mailFolder}`,
      MAIL_FROM: 'Lineage <partners@lineage.example>',
      ...sandbox.appEnvironment,
    };
    const start = (name: string, script: string) =>
      startProcess({ name, script, environment, logFile: join(folder, 'logs', `${name}.log`) });
    const web = await start('web', 'app/server.ts');
    toStop.push(() => web.stop());
    let worker: Running = await start('worker', 'app/worker.ts');
    toStop.push(() => worker.stop());
    return {
      sandbox,
      environment,
      appUrl,
      mailFolder,
      failed: Promise.race([web, worker].map((each) => each.ended.then(() => each.name))),
      stop,
      restartWorker: async () => {
        await worker.stop();
        worker = await start('worker', 'app/worker.ts');
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
