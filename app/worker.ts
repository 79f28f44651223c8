import { Logger, parseCronItems, run } from 'graphile-worker';
import pg from 'pg';
import { checkDatabase } from '#app/adapters/db/check.server.ts';
import { closePools } from '#app/adapters/db/pool.server.ts';
import { inboxBell } from '#app/adapters/inbox/bell.server.ts';
import { log } from '#app/adapters/log.server.ts';
import { env } from '#app/env.server.ts';
import { cronItems, taskList } from '#app/jobs/registry.ts';
import { maintainInbox } from '#app/services/inbox/maintain-inbox.ts';
import { drainInbox } from '#app/services/inbox/process-inbox.ts';

/** The worker process: takes the inbox in batches and does the queue's jobs. Several may run beside each other. */
const JOBS_AT_ONCE = 4;
/** How long the worker sleeps when nobody rings: a ring may be lost with its connection. */
const LOOK_AGAIN_MS = 2_000;
const AFTER_FAILURE_MS = 1_000;

const stopping = new AbortController();
const clock = () => new Date();

async function takeInbox(): Promise<void> {
  const bell = await inboxBell();
  while (!stopping.signal.aborted) {
    const ring = bell.next(LOOK_AGAIN_MS);
    try {
      await drainInbox(clock, stopping.signal);
      await ring;
    } catch (error) {
      log().error({ err: error }, 'inbox not taken');
      await bell.next(AFTER_FAILURE_MS);
    }
  }
  await bell.close();
}

async function start(): Promise<void> {
  await checkDatabase();
  await maintainInbox(clock());
  const pool = new pg.Pool({ connectionString: env().DATABASE_URL, max: JOBS_AT_ONCE + 2 });
  const lost = (error: Error) => log().warn({ err: error }, 'queue connection lost');
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  const logger = new Logger(() => (level, message, meta) => {
    if (level === 'error') log().error({ meta }, message);
    else if (level === 'warning') log().warn({ meta }, message);
    else log().debug({ meta }, message);
  });
  const runner = await run({
    pgPool: pool,
    concurrency: JOBS_AT_ONCE,
    pollInterval: LOOK_AGAIN_MS,
    noHandleSignals: true,
    taskList: taskList({ clock, signal: stopping.signal }),
    parsedCronItems: parseCronItems(cronItems()),
    logger,
  });
  const inbox = takeInbox();
  log().info('worker process ready');
  process.send?.('ready');
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    process.once('disconnect', () => resolve());
  });
  stopping.abort();
  await Promise.all([runner.stop(), inbox]);
  await pool.end();
  await closePools();
}

await start();
process.exit(0);
