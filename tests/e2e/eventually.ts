import { setTimeout } from 'node:timers/promises';

const DEADLINE_MS = 30_000;
const LOOK_AGAIN_MS = 100;

/** Looks again until `check` holds; what it threw last is the failure when the deadline has passed. */
export async function eventually<T>(check: () => T | Promise<T>, deadlineMs = DEADLINE_MS): Promise<T> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) throw error;
      await setTimeout(LOOK_AGAIN_MS);
    }
  }
}
