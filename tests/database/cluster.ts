import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolder, nativeFolder, runAs } from '#tests/database/server-files.ts';

/** A PostgreSQL server of our own, from npm. */
export interface Cluster {
  /** Admin's address, database `postgres`. */
  adminUrl: string;
  pid: number;
  /** Ends the server; what was committed is kept. */
  stop(): Promise<void>;
}

const ADMIN_PASSWORD = 'admin';
const READY = 'database system is ready to accept connections';
const SETTINGS = [
  ...['listen_addresses=127.0.0.1', 'max_connections=120', 'max_wal_size=4GB'],
  ...['work_mem=64MB', 'maintenance_work_mem=256MB', 'jit=off', 'unix_socket_directories='],
];
const NOT_DURABLE = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

function initialise(data: string, native: string): void {
  const owner = runAs();
  mkdirSync(data, { recursive: true });
  if (owner) chownSync(data, owner.uid, owner.gid);
  chmodSync(data, 0o700);
  const passwordFile = join(tmpdir(), `lineage-password-${process.pid}`);
  writeFileSync(passwordFile, `${ADMIN_PASSWORD}\n`, { mode: 0o644 });
  const initdb = join(native, 'bin', 'initdb');
  const flags = [
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
  ];
  const result = spawnSync(initdb, [`--pgdata=${data}`, ...flags], { ...owner, encoding: 'utf8' });
  rmSync(passwordFile);
  if (result.status !== 0) throw new Error(`initdb failed: ${result.error?.message ?? result.stderr}`);
}

/** Ends a server that an earlier, killed process left behind on the same data. */
export async function endLeftover(data: string): Promise<void> {
  const pidFile = join(data, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const native = nativeFolder();
  const child = spawn(join(native, 'bin', 'pg_ctl'), ['stop', '-D', data, '-m', 'fast', '-w'], {
    ...runAs(),
    stdio: 'ignore',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) rmSync(pidFile, { force: true });
  else process.stderr.write(`Ended the PostgreSQL server (pid ${pid}) that an earlier start left behind.\n`);
}

async function waitUntilReady(server: ChildProcess, port: number): Promise<void> {
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on('data', (chunk: Buffer) => {
      lines.push(chunk.toString());
      if (lines.length > 50) lines.shift();
      if (chunk.includes(READY)) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => {
      const log = lines.join('');
      const isTaken = log.includes('Address already in use');
      reject(new Error(isTaken ? `Port ${port} is taken by another program.` : `PostgreSQL did not start:\n${log}`));
    });
  });
}

/** What a small server keeps in memory of its tables. */
const SMALL_MB = 512;

/**
 * Starts the server on loopback; the first start in a folder makes the cluster. `durable: false` drops fsync, for data
 * that nobody would miss. `bufferMb` is what it keeps in memory of its tables. @throws Error with a sentence a person can act on
 */
export async function startCluster(
  folder: string,
  port: number,
  { durable, bufferMb = SMALL_MB }: { durable: boolean; bufferMb?: number },
): Promise<Cluster> {
  const native = nativeFolder();
  const data = dataFolder(folder);
  if (existsSync(join(data, 'PG_VERSION'))) await endLeftover(data);
  else initialise(data, native);
  const settings = [...SETTINGS, `shared_buffers=${bufferMb}MB`, ...(durable ? [] : NOT_DURABLE)].flatMap((setting) => [
    '-c',
    setting,
  ]);
  const server = spawn(join(native, 'bin', 'postgres'), ['-D', data, '-p', String(port), ...settings], {
    ...runAs(),
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  // A start that ends by an exception takes its server along.
  const endWithUs = () => void server.kill('SIGINT');
  process.once('exit', endWithUs);
  await waitUntilReady(server, port);
  return {
    adminUrl: `postgres://postgres:${ADMIN_PASSWORD}@127.0.0.1:${port}/postgres`,
    pid: server.pid ?? 0,
    stop: async () => {
      process.off('exit', endWithUs);
      const ended = once(server, 'exit');
      server.kill('SIGINT');
      await ended;
    },
  };
}
