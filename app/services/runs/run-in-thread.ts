import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Comparison } from '#app/domain/compare/compare-rows.ts';
import type { RehearsedPeriod } from '#app/domain/compare/rehearsal.ts';
import type { RunPair } from '#app/services/runs/compare-runs.ts';
import type { RehearsalSpec } from '#app/services/runs/rehearse-plan.ts';
import { RunCancelled, type RunSpec, type RunSummary } from '#app/services/runs/run-spec.ts';

/** Places in the memory that both sides of a calculation see. */
export const SLOT = { isCancelled: 0, done: 1, total: 2 } as const;

/** What a thread can be asked for, and what it answers. */
export interface ThreadWork {
  readonly run: { readonly input: RunSpec; readonly result: RunSummary };
  readonly compare: { readonly input: RunPair; readonly result: Comparison };
  readonly rehearse: { readonly input: RehearsalSpec; readonly result: RehearsedPeriod[] };
}

export interface ThreadRequest<K extends keyof ThreadWork = keyof ThreadWork> {
  readonly kind: K;
  readonly input: ThreadWork[K]['input'];
  readonly state: SharedArrayBuffer;
}

export type ThreadReply<K extends keyof ThreadWork = keyof ThreadWork> =
  | { readonly kind: 'done'; readonly result: ThreadWork[K]['result'] }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string };

/** A calculation under way. */
export interface InHand<K extends keyof ThreadWork> {
  readonly result: Promise<ThreadWork[K]['result']>;
  progress(): { ordersDone: number; ordersTotal: number };
  /** Ends it at its next checkpoint; `result` then fails with RunCancelled. */
  cancel(): void;
}

/** Threads that wait for the next calculation: starting one takes longer than a small network's run. */
const idle: Worker[] = [];

function takeThread(): Worker {
  const waiting = idle.pop();
  if (waiting) return waiting;
  // Resolved by name, because the bundled web process knows no file beside its own.
  const path = createRequire(import.meta.url).resolve('#app/services/runs/run-thread.ts');
  const thread = new Worker(path);
  thread.once('exit', () => {
    const place = idle.indexOf(thread);
    if (place >= 0) idle.splice(place, 1);
  });
  thread.unref();
  return thread;
}

/** The thread's answer, or why there is none. */
function answerOf<K extends keyof ThreadWork>(thread: Worker): Promise<ThreadReply<K>> {
  return new Promise((resolve, reject) => {
    const settled = () => {
      thread.off('message', onMessage).off('error', onError).off('exit', onExit);
    };
    const onMessage = (reply: ThreadReply<K>) => {
      settled();
      resolve(reply);
    };
    const onError = (error: Error) => {
      settled();
      reject(error);
    };
    const onExit = (code: number) => {
      settled();
      reject(new Error(`the calculation's thread ended with ${code}`));
    };
    thread.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}

async function resultOf<K extends keyof ThreadWork>(thread: Worker, request: ThreadRequest<K>) {
  thread.ref();
  const answer = answerOf<K>(thread);
  thread.postMessage(request);
  const reply = await answer.finally(() => {
    thread.unref();
  });
  idle.push(thread);
  if (reply.kind === 'done') return reply.result;
  throw reply.kind === 'cancelled' ? new RunCancelled() : new Error(reply.message);
}

/**
 * Computes in a thread of its own, so that the event loop stays free for requests. A thread that ends before its answer
 * fails the calculation; the next one gets a new thread.
 */
export function inThread<K extends keyof ThreadWork>(kind: K, input: ThreadWork[K]['input']): InHand<K> {
  const state = new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT);
  const shared = new Int32Array(state);
  return {
    result: resultOf(takeThread(), { kind, input, state }),
    progress: () => ({
      ordersDone: Atomics.load(shared, SLOT.done),
      ordersTotal: Atomics.load(shared, SLOT.total),
    }),
    cancel: () => {
      Atomics.store(shared, SLOT.isCancelled, 1);
    },
  };
}

/** Ends the threads that wait, for a process that is about to end. */
export async function endIdleThreads(): Promise<void> {
  await Promise.all(idle.splice(0).map((thread) => thread.terminate()));
}
