import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '#prisma/migrate.ts';
import { setUpRoles, urlFor } from '#prisma/set-up-roles.ts';
import { PASSWORDS, TEMPLATE } from '#tests/database/passwords.ts';
import { startCluster } from '#tests/database/cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The admin's address of the server that this run started. */
    adminUrl: string;
  }
}

/** A port that is free now, on loopback. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** One server and one migrated template a run; each test file clones the template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'lineage-test-'));
  await chmod(folder, 0o755);
  const cluster = await startCluster(join(folder, 'data'), await freePort(), { durable: false });
  await setUpRoles(cluster.adminUrl, TEMPLATE, PASSWORDS);
  await migrate(urlFor(cluster.adminUrl, 'lineage_owner', PASSWORDS.lineage_owner, TEMPLATE));
  project.provide('adminUrl', cluster.adminUrl);
  return async () => {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
