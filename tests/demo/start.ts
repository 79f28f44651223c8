import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { dataFolder } from '#tests/database/server-files.ts';
import { demoShops, LOTUS } from '#tests/demo/shops.ts';
import { isSeeded, seed } from '#tests/demo/seed.ts';
import { portsFrom, startStack, type Stack } from '#tests/demo/stack.ts';

/**
 * `npm run demo`: a shop, its network with a history, and everything that runs behind it. `--fresh` begins anew.
 * LINEAGE_PORT: first of five ports in a row. LINEAGE_DATA: folder of the data.
 */
const folder = resolve(process.env.LINEAGE_DATA ?? '.data');
const firstPort = Number(process.env.LINEAGE_PORT ?? 4600);
const isFresh = process.argv.includes('--fresh');
const isDevelopment = process.argv.includes('--dev');

function say({ sandbox, appUrl, outboxUrl }: Stack): void {
  process.stdout.write(`
Lineage is running. Ctrl-C ends everything; \`npm run demo -- --fresh\` begins anew.

  Admin       ${sandbox.adminUrl(LOTUS, 'apps/lineage/app')}
              Open Partners, then the tree; see last month under Periods, and open a row of Commissions to read why it pays.
              Payouts, "New payout": several partners are above the minimum. Freeze them, hand the file over, mark it as paid.
  Storefront  ${sandbox.storefrontUrl(LOTUS)}/?ref=CLEO10
              You arrive by Cleo's link. Buy something, then look at Orders in the admin: her tree has earned.
  Portal      ${appUrl}/portal/lotus
              Ask for a sign-in link as anna@example.com and open it from the outbox: ${outboxUrl}

`);
}

/** Ends once, however often it is asked to: a second Ctrl-C waits for the first. */
function ending() {
  const asked = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => asked.abort());
  return asked.signal;
}

async function start(signal: AbortSignal): Promise<Stack> {
  const durable = true;
  const ports = portsFrom(firstPort);
  return startStack({ folder, ports, shops: demoShops(), isDevelopment, durable, database: 'lineage', signal });
}

async function main(): Promise<number> {
  const begin = performance.now();
  const signal = ending();
  if (isFresh) {
    rmSync(dataFolder(resolve(folder, 'postgres')), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
  const stack = await start(signal);
  const asked = new Promise<'asked'>((done) => {
    if (signal.aborted) done('asked');
    signal.addEventListener('abort', () => done('asked'));
  });
  const fill = async () => {
    if (!(await isSeeded(stack))) await seed(stack, new Date());
    return 'filled' as const;
  };
  try {
    const first = await Promise.race([asked, stack.failed, fill()]);
    if (first === 'asked') return 0;
    if (first === 'filled') {
      say(stack);
      process.stdout.write(`  Ready after ${Math.round((performance.now() - begin) / 1000)} s.\n`);
    }
    const end = await Promise.race([asked, stack.failed]);
    if (end === 'asked') return 0;
    process.stderr.write(`The ${end.name} process ended by itself; its log is ${folder}/logs/${end.name}.log.\n`);
    process.stderr.write(`${end.lastWords}\n`);
    return 1;
  } finally {
    await stack.stop();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const isAsked = error instanceof Error && error.name === 'AbortError';
    if (!isAsked) process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(isAsked ? 0 : 1);
  },
);
