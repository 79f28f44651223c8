// Goal: `npm run demo` starts, says where to look, keeps its data, and leaves nothing behind however it ends.
// Method: the demo as a child process; its descendants are read from /proc while it runs and looked for afterwards.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { dataFolder } from '#tests/database/server-files.ts';
import { freePorts } from '#tests/demo/free-ports.ts';
import { eventually } from '#tests/e2e/eventually.ts';

const folder = await mkdtemp(join(tmpdir(), 'lineage-demo-'));
const ports = await freePorts();
afterAll(async () => {
  await rm(dataFolder(join(folder, 'postgres')), { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

interface Demo {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
}

function startDemo(): Demo {
  const child = spawn(process.execPath, ['tests/demo/start.ts'], {
    env: { ...process.env, LINEAGE_PORT: String(ports.web), LINEAGE_DATA: folder, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return { child, output: () => said, ended: once(child, 'close').then(([code]) => code as number | null) };
}

async function readyDemo(): Promise<Demo> {
  const demo = startDemo();
  const isReady = eventually(() => expect(demo.output()).toContain('Ready after'), 100_000);
  const early = demo.ended.then((code) => Promise.reject(new Error(`ended with ${code}:\n${demo.output()}`)));
  await Promise.race([isReady, early]);
  early.catch(() => undefined);
  return demo;
}

interface Process {
  pid: number;
  parent: number;
  command: string;
}

/** Every process of the machine. */
function processes(): Process[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    const files = [`/proc/${pid}/stat`, `/proc/${pid}/cmdline`];
    if (!files.every(existsSync)) return [];
    try {
      const [stat = '', command = ''] = files.map((file) => readFileSync(file, 'utf8'));
      const [, state, parent] = /^\d+ \(.*\) (\S) (\d+)/s.exec(stat) ?? [];
      return state === 'Z'
        ? []
        : [{ pid: Number(pid), parent: Number(parent), command: command.replaceAll('\0', ' ') }];
    } catch (error) {
      // It ended while it was looked at.
      if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
      throw error;
    }
  });
}

function descendants(pid: number): Process[] {
  const all = processes();
  const below = (parent: number): Process[] =>
    all.filter((each) => each.parent === parent).flatMap((each) => [each, ...below(each.pid)]);
  return below(pid);
}

const stillThere = (family: Process[]) => {
  const now = new Map(processes().map((each) => [each.pid, each.command]));
  return family.filter((each) => now.get(each.pid) === each.command);
};

const pidOf = ({ child }: Demo) => child.pid ?? 0;

test.runIf(process.platform === 'linux')(
  'the demo says where to look, ends whole by Ctrl-C, and goes on where it was',
  { timeout: 240_000 },
  async () => {
    const first = await readyDemo();
    const addresses = first.output().match(/http:\/\/\S+/g) ?? [];
    expect(addresses).toHaveLength(4);
    for (const address of addresses) {
      // Browsers know that *.localhost is this machine; Node asks the name server.
      const url = new URL(address);
      const headers = {
        host: url.host,
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0 Safari/537.36',
      };
      url.hostname = '127.0.0.1';
      expect((await fetch(url, { headers })).status, address).toBe(200);
    }
    expect(Number(/Ready after (\d+) s/.exec(first.output())?.[1])).toBeLessThan(60);
    const family = descendants(pidOf(first));
    expect(family.map((each) => each.command).join('\n')).toMatch(/postgres[^]*app\/server\.ts[^]*app\/worker\.ts/);
    process.kill(-pidOf(first), 'SIGINT');
    expect(await first.ended).toBe(0);
    expect(stillThere(family)).toEqual([]);

    const taken = createServer().listen(ports.frame, '127.0.0.1');
    await once(taken, 'listening');
    const refused = startDemo();
    expect(await refused.ended).toBe(1);
    expect(refused.output().trim()).toBe(
      `Port ${ports.frame} (frame) is taken by another program. Set LINEAGE_PORT to the first of five free ones.`,
    );
    taken.close();

    const killed = await readyDemo();
    const left = descendants(pidOf(killed)).filter((each) => each.command.includes('app/'));
    expect(left).toHaveLength(2);
    process.kill(pidOf(killed), 'SIGKILL');
    await killed.ended;
    await eventually(() => expect(stillThere(left)).toEqual([]));

    const again = await readyDemo();
    const portal = await fetch(`http://127.0.0.1:${ports.web}/portal/lotus/sign-in`);
    expect(await portal.text()).toContain('Lotus');
    process.kill(pidOf(again), 'SIGINT');
    expect(await again.ended).toBe(0);
  },
);

test.runIf(process.platform === 'linux')('Ctrl-C while it still starts leaves nothing behind either', async () => {
  const demo = startDemo();
  await eventually(() =>
    expect(
      descendants(pidOf(demo))
        .map((each) => each.command)
        .join(),
    ).toContain('postgres'),
  );
  const family = descendants(pidOf(demo));
  process.kill(pidOf(demo), 'SIGINT');
  expect(await demo.ended).toBe(0);
  expect(stillThere(family)).toEqual([]);
});
