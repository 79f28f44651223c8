import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** A process of ours, in a group of its own. */
export interface Running {
  name: string;
  /** Ends the process and whatever it started. */
  stop(): Promise<void>;
  /** Resolves when it ends, with what it said last. */
  ended: Promise<string>;
}

interface Start {
  name: string;
  script: string;
  environment: Record<string, string>;
  logFile: string;
}

const LAST_WORDS = 2_000;
const PATIENCE_MS = 10_000;

/** Children that a crash of this process must not leave behind. */
const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) if (child.pid) endGroup(child.pid, 'SIGKILL');
});

function endGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // ESRCH: it has ended already, which is what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Starts a Node script and waits until it says that it is ready. @throws Error with the log's place if it ends instead */
export async function startProcess({ name, script, environment, logFile }: Start): Promise<Running> {
  mkdirSync(dirname(logFile), { recursive: true });
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  children.add(child);
  let lastWords = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      lastWords = (lastWords + chunk.toString()).slice(-LAST_WORDS);
      appendFileSync(logFile, chunk);
    });
  }
  // `close` comes when the last words have been read, `exit` may come before.
  const ended = once(child, 'close').then(([code, signal]) => {
    children.delete(child);
    return `${lastWords}\n${name} ended with ${String(signal ?? code)}.`;
  });
  const isReady = once(child, 'message').then(() => true);
  if (!(await Promise.race([isReady, ended.then(() => false)]))) {
    throw new Error(`${name} did not start. Its log is ${logFile}.\n${lastWords}`);
  }
  return {
    name,
    ended,
    stop: async () => {
      if (child.pid) endGroup(child.pid, 'SIGTERM');
      const timer = setTimeout(() => child.pid && endGroup(child.pid, 'SIGKILL'), PATIENCE_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}
