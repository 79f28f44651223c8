import { Logger, runOnce } from 'graphile-worker';
import pg from 'pg';
import { z } from 'zod';
import { env } from '#app/env.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import {
  inCommonTransaction,
  inTransaction,
  networkIdSchema,
  type NetworkId,
} from '#app/adapters/db/transaction.server.ts';
import type { JobDefinition } from '#app/jobs/define-job.ts';
import { mailInvitationJob } from '#app/jobs/mail-invitation.ts';
import { mailLoginLinkJob } from '#app/jobs/mail-login-link.ts';
import { ensureHouse } from '#app/services/partners/ensure-house.ts';
import { STARTED } from '#tests/services/partners/given.ts';

/** A network with its row, handle and house account. */
export async function givenPortal(handle: string, name = 'Hofladen Sonne'): Promise<NetworkId> {
  const row = await inCommonTransaction((connection) =>
    connection.one(
      z.object({ id: networkIdSchema }),
      sql`insert into network (handle, name, currency, time_zone, country, created_at)
          values (${handle}, ${name}, 'EUR', 'Europe/Berlin', 'DE', ${STARTED}) returning id`,
    ),
  );
  await inTransaction(row.id, (tx) => ensureHouse(tx, STARTED));
  return row.id;
}

const quiet = new Logger(() => () => undefined);

/** Runs the mail jobs that wait; other jobs, such as the preview that a new partner orders, are left where they are. */
export async function runMailJobs(now: Date): Promise<void> {
  const failures: unknown[] = [];
  const context = { now, signal: new AbortController().signal, afterMs: () => now };
  const taskOf = (job: JobDefinition) => async (payload: unknown) => {
    await job.perform(payload, context).catch((error: unknown) => {
      failures.push(error);
      throw error;
    });
  };
  const taskList = Object.fromEntries([mailInvitationJob, mailLoginLinkJob].map((job) => [job.name, taskOf(job)]));
  const pgPool = new pg.Pool({ connectionString: env().DATABASE_URL, max: 2 });
  const lost = (error: unknown) => failures.push(error);
  pgPool.on('error', lost);
  pgPool.on('connect', (client) => client.on('error', lost));
  await runOnce({ pgPool, taskList, logger: quiet, noHandleSignals: true });
  await pgPool.end();
  if (failures.length > 0) throw failures[0];
}
