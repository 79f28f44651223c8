import type { z } from 'zod';
import type { Job } from '#app/adapters/db/queue.server.ts';

/** What may be asked of the queue: a task's name, its payload, and the key under which waiting copies collapse into one. */
export interface JobKind<P extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly payload: P;
  /** Noun and ids, e.g. `order-preview:12`. */
  key(payload: z.infer<P>): string;
  readonly attemptsMax: number;
}

/** The job to hand to `enqueue`; the payload is checked before it is stored. */
export function requestOf<P extends z.ZodObject>(kind: JobKind<P>, payload: z.input<P>, runAt?: Date): Job {
  const parsed = kind.payload.parse(payload);
  return {
    task: kind.name,
    payload: parsed,
    key: kind.key(parsed),
    attemptsMax: kind.attemptsMax,
    ...(runAt ? { runAt } : {}),
  };
}
