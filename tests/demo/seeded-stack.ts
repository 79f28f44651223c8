import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolder } from '#tests/database/server-files.ts';
import { freePorts } from '#tests/demo/free-ports.ts';
import { openAdmin } from '#tests/demo/open-admin.ts';
import { seed } from '#tests/demo/seed.ts';
import { AGAVE, demoShops, LOTUS } from '#tests/demo/shops.ts';
import { startStack, type Stack, type StackOptions } from '#tests/demo/stack.ts';

/** The demo with its history on data of its own, which end with it; the second shop has the app and no network yet. */
export async function seededStack(
  options: Pick<StackOptions, 'preload' | 'environment'> = {},
): Promise<Stack & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'lineage-seeded-'));
  await chmod(folder, 0o755);
  const end = async () => {
    await rm(dataFolder(join(folder, 'postgres')), { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  };
  const stack = await startStack({
    ...options,
    folder,
    ports: await freePorts(),
    shops: demoShops(),
    durable: false,
    database: 'lineage',
  });
  try {
    await seed(stack, new Date());
    for (const block of ['capture', 'recommended-by']) stack.sandbox.shop(LOTUS).setBlock(block, true);
    stack.sandbox.shop(AGAVE).install();
    await openAdmin(stack, AGAVE);
  } catch (error) {
    await stack.stop();
    await end();
    throw error;
  }
  return {
    ...stack,
    [Symbol.asyncDispose]: async () => {
      await stack.stop();
      await end();
    },
  };
}
