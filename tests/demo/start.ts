import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { dataFolder } from '#tests/database/server-files.ts';
import { demoShops } from '#tests/demo/shops.ts';
import { isSeeded, seed } from '#tests/demo/seed.ts';
import { startStack, type Ports, type Stack } from '#tests/demo/stack.ts';

/** `npm run demo`: a shop, its network with a history, and everything that runs behind it. `--fresh` begins anew. */
const folder = resolve('.data');
const isFresh = process.argv.includes('--fresh');
const isDevelopment = process.argv.includes('--dev');

function portsFrom(first: number): Ports {
  return { web: first, sandbox: first + 1, frame: first + 2, postgres: first + 3 };
}

function say({ sandbox, appUrl }: Stack): void {
  const lotus = 'lotus.myshopify.com';
  process.stdout.write(`
Lineage is running. Ctrl-C ends everything; \`npm run demo -- --fresh\` begins anew.

  Admin       ${sandbox.adminUrl(lotus, 'apps/lineage/app')}
              Open Partners, then the tree; accept last month under Periods and see what becomes available.
  Storefront  ${sandbox.storefrontUrl(lotus)}/?ref=CLEO10
              You arrive by Cleo's link. Buy something, then look at Orders in the admin: her tree has earned.
  Portal      ${appUrl}/portal/lotus
              Ask for a sign-in link as anna@example.com and open it from the outbox: ${sandbox.origin}/outbox

`);
}

async function main(): Promise<void> {
  const begin = performance.now();
  if (isFresh) {
    rmSync(dataFolder(resolve(folder, 'postgres')), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
  const ports = portsFrom(Number(process.env.LINEAGE_PORT ?? 4600));
  const stack = await startStack({
    folder,
    ports,
    shops: demoShops(),
    isDevelopment,
    durable: true,
    database: 'lineage',
  });
  let isEnding = false;
  const end = async (code: number) => {
    if (isEnding) return;
    isEnding = true;
    await stack.stop();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
  void stack.failed.then((name) => {
    if (isEnding) return;
    process.stderr.write(`The ${name} process ended by itself; its log is ${folder}/logs/${name}.log.\n`);
    void end(1);
  });
  try {
    if (!(await isSeeded(stack))) await seed(stack, new Date());
  } catch (error) {
    await stack.stop();
    throw error;
  }
  say(stack);
  process.stdout.write(`  Ready after ${Math.round((performance.now() - begin) / 1000)} s.\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
