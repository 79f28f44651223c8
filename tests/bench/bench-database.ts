import { readdirSync, rmSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { migrate } from '#prisma/migrate.ts';
import { setUpRoles, urlFor } from '#prisma/set-up-roles.ts';
import { endLeftover, startCluster } from '#tests/database/cluster.ts';
import { PASSWORDS } from '#tests/database/passwords.ts';

const DATABASE = 'lineage_bench';
const PREFIX = 'lineage-bench-';

/** Where everything of a benchmark listens, on loopback. */
export const PORTS = { postgres: 4300, web: 4301, floor: 4302, sandbox: 4303 };

/** A quarter of the machine, as a server that does nothing else is given (docs/operations.md). */
const BUFFER_MB = Math.floor(totalmem() / 4 / 2 ** 20);

/** The process that made a folder, while it runs; its number is part of the name. */
function isInUse(name: string): boolean {
  const [, owner = ''] = /^lineage-bench-(\d+)-/.exec(name) ?? [];
  if (owner === '') return false;
  try {
    return process.kill(Number(owner), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** Ends and removes what benchmarks left behind that were killed. */
async function clearLeftovers(): Promise<void> {
  for (const entry of readdirSync(tmpdir(), { withFileTypes: true })) {
    if (!entry.isDirectory() || !entry.name.startsWith(PREFIX) || isInUse(entry.name)) continue;
    const folder = join(tmpdir(), entry.name);
    await endLeftover(join(folder, 'data'));
    await rm(folder, { recursive: true, force: true });
  }
}

/** A server of the benchmark's own, durable like a real one, migrated; this process' environment points at it. */
export async function benchDatabase() {
  await clearLeftovers();
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // A benchmark that fails takes its data along, once its server has ended.
  const removeWithUs = () => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  await chmod(folder, 0o755);
  const cluster = await startCluster(join(folder, 'data'), PORTS.postgres, { durable: true, bufferMb: BUFFER_MB });
  process.once('exit', removeWithUs);
  await setUpRoles(cluster.adminUrl, DATABASE, PASSWORDS);
  const urlOf = (login: keyof typeof PASSWORDS) => urlFor(cluster.adminUrl, login, PASSWORDS[login], DATABASE);
  await migrate(urlOf('lineage_owner'));
  const environment = {
    NODE_ENV: 'production',
    LOG_LEVEL: 'error',
    DATABASE_URL: urlOf('lineage_app'),
    DATABASE_BULK_URL: urlOf('lineage_bulk'),
    SHOPIFY_API_KEY: 'bench-key',
    SHOPIFY_API_SECRET: 'bench-secret',
    SHOPIFY_APP_URL: 'https://app.lineage.example',
    SCOPES: 'read_customers,read_orders,read_products',
    MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    PORTAL_URL: 'https://app.lineage.example',
    MAIL_URL: `file://${join(folder, 'mail')}`,
    MAIL_FROM: 'Lineage <partners@lineage.example>',
  };
  Object.assign(process.env, environment);
  return {
    environment,
    ownerUrl: urlOf('lineage_owner'),
    appUrl: urlOf('lineage_app'),
    stop: async () => {
      await cluster.stop();
      process.off('exit', removeWithUs);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
