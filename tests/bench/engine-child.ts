import { readFileSync, writeFileSync } from 'node:fs';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { previewRun } from '#app/services/runs/preview-run.ts';
import { z } from 'zod';

/** What one whole preview took, in milliseconds, and the most memory that the process had meanwhile. */
export interface EngineRun {
  readonly runId: number;
  readonly wholeMs: number;
  readonly parts: { readonly read: number; readonly compute: number; readonly write: number };
  readonly peakMb: number;
}

export interface EngineRequest {
  readonly networkId: NetworkId;
  readonly periodId: number;
  readonly nowMs: number;
}

const partsSchema = z.object({ parts: z.object({ read: z.number(), compute: z.number(), write: z.number() }) });

/** The kernel's own mark of this process' memory; linear in what was really touched. */
const peakMb = (): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024;

async function run({ networkId, periodId, nowMs }: EngineRequest): Promise<EngineRun> {
  // Forgets the peak so far.
  writeFileSync('/proc/self/clear_refs', '5');
  const begin = performance.now();
  const outcome = await previewRun({
    ...{ networkId, periodId, now: new Date(nowMs) },
    signal: new AbortController().signal,
  });
  const wholeMs = performance.now() - begin;
  if (outcome.kind !== 'done') throw new Error(`a preview that is ${outcome.kind}`);
  const { parts } = await inTransaction(networkId, (tx) =>
    tx.one(
      partsSchema,
      sql`select totals->'durationsMs' as parts from run where network_id = ${networkId} and id = ${outcome.runId}`,
    ),
  );
  return { runId: outcome.runId, wholeMs, parts, peakMb: peakMb() };
}

// A process of its own, as the worker is one: what the benchmark itself holds in memory is not counted.
process.on('message', (request: EngineRequest) => {
  void run(request).then((answer) => process.send?.(answer));
});
