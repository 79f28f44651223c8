import { sql } from '#app/adapters/db/sql.ts';
import type { Connection } from '#app/adapters/db/transaction.server.ts';

/** A job to be done later: task, JSON payload, and a key under which waiting copies collapse into the newest. */
export interface Job {
  task: string;
  payload: Record<string, unknown>;
  key: string;
  runAt?: Date;
  attemptsMax?: number;
}

/** Adds a job in the caller's transaction: it exists if and only if the caller's rows do. */
export async function enqueue(connection: Connection, job: Job): Promise<void> {
  await connection.run(
    sql`select graphile_worker.add_job(${job.task}, payload := ${JSON.stringify(job.payload)}::json, job_key := ${job.key},
          run_at := ${job.runAt ?? null}::timestamptz, max_attempts := ${job.attemptsMax ?? 12}::int,
          job_key_mode := 'preserve_run_at')`,
  );
}
