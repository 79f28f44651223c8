import type { z } from 'zod';
import type { JobKind } from '#app/adapters/db/job-kind.ts';

/** What a job is told besides its payload. */
export interface JobContext {
  /** The instant at which this attempt began: a job reads no clock. */
  readonly now: Date;
  /** Set off when the process is to end; a long job stops at the next good place. */
  readonly signal: AbortSignal;
  /** An instant of the queue's clock so many milliseconds from now, for a job that orders itself again. */
  readonly afterMs: (delayMs: number) => Date;
}

/** A job without its payload's type: as the registry keeps it. */
export interface JobDefinition {
  readonly name: string;
  /** Cron expression in UTC for jobs that come by the clock; their payload is empty. */
  readonly schedule: string | null;
  readonly attemptsMax: number;
  /** Parses the stored payload, then does the work. @throws ZodError where the payload is not the job's */
  perform(payload: unknown, context: JobContext): Promise<void>;
}

interface JobOf<P extends z.ZodObject> extends JobKind<P> {
  readonly schedule?: string;
  run(payload: z.infer<P>, context: JobContext): Promise<unknown>;
}

/**
 * A job: name, payload, key and one service call. Whoever enqueues it needs its kind only (`requestOf`), so a service that
 * orders a job keeps the kind and the job spreads it. Every job is safe twice, late and out of order.
 */
export function defineJob<P extends z.ZodObject>(job: JobOf<P>): JobDefinition {
  return {
    name: job.name,
    schedule: job.schedule ?? null,
    attemptsMax: job.attemptsMax,
    perform: async (payload, context) => {
      await job.run(job.payload.parse(payload), context);
    },
  };
}
