import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestDatabase } from '#tests/database/test-database.ts';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** The built web process on a database, with a clock that starts at `clock`. `await using` ends it. */
export async function startWeb(database: TestDatabase, clock: Date, environment: Record<string, string> = {}) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const preload = pathToFileURL(resolve('tests/e2e/portal/fixed-clock.mjs')).href;
  const child = spawn(process.execPath, ['--import', preload, resolve('app/server.ts')], {
    env: {
      ...process.env,
      ...database.environment,
      PORTAL_URL: url,
      PORT: String(port),
      NODE_ENV: 'production',
      PORTAL_CLOCK: clock.toISOString(),
      ...environment,
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the web process ended with ${code}; is it built?`))),
  ]);
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      child.disconnect();
      const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(timer);
    },
  };
}
