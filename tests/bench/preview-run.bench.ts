import pg from 'pg';
import { closePools } from '#app/adapters/db/pool.server.ts';
import { previewRun } from '#app/services/runs/preview-run.ts';
import { endIdleThreads } from '#app/services/runs/run-in-thread.ts';
import { benchDatabase } from '#tests/bench/bench-database.ts';
import { median, type Bench } from '#tests/bench/figures.ts';
import { previewFloor, rowsOf } from '#tests/bench/floors/preview-floor.ts';
import { seedNetwork } from '#tests/bench/seed-network.ts';

const NOW = new Date('2026-10-30T12:00:00Z');
const PERIOD = 1;
const SIZES = {
  full: { partners: 100_000, orders: 100_000, rounds: 5 },
  short: { partners: 20_000, orders: 20_000, rounds: 3 },
};
/** Runs of the floor have numbers that no run of ours has. */
const FLOOR_RUN = 1_000_000;
const TABLES = ['estimate', 'partner_period'] as const;

const ABOUT = `Ours is one whole preview, as an order sets it off: freeze, facts out by COPY, the engine in a thread, rows and
figures in by COPY into their indexed tables, fingerprints and control totals, the swap, and the deletion of the preview
before. The floor copies the same facts out and throws them away, and copies the very same rows in, into the same tables and
indexes, and does nothing else.`;

/** A preview run beside one COPY out of its facts and one COPY in of its rows. */
export const previewRunBench: Bench = async (size) => {
  const { partners, orders, rounds } = SIZES[size];
  const database = await benchDatabase();
  const networkId = await seedNetwork(database.ownerUrl, { partners, orders });
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const signal = new AbortController().signal;
  const run = async () => {
    const outcome = await previewRun({ networkId, periodId: PERIOD, now: NOW, signal });
    if (outcome.kind !== 'done') throw new Error(`a preview that is ${outcome.kind}`);
    return outcome.runId;
  };
  let runId = await run();
  const ours: number[] = [];
  const floor: number[] = [];
  const parts: Record<'read' | 'compute' | 'write', number>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const rows = new Map<string, Buffer>();
    for (const table of TABLES)
      rows.set(table, await rowsOf(database.ownerUrl, table, { from: runId, as: FLOOR_RUN + round }));
    for (const table of TABLES) await owner.query(`vacuum ${table}`);
    const begin = performance.now();
    runId = await run();
    ours.push(performance.now() - begin);
    for (const table of TABLES) await owner.query(`vacuum ${table}`);
    floor.push(await previewFloor({ owner: database.ownerUrl, bulk: database.environment.DATABASE_BULK_URL }, rows));
    for (const table of TABLES) await owner.query(`delete from ${table} where run_id >= ${FLOOR_RUN}`);
    const {
      rows: [last],
    } = await owner.query<{ parts: (typeof parts)[number] }>(
      `select totals->'durationsMs' as parts from run where id = $1`,
      [runId],
    );
    if (last) parts.push(last.parts);
  }
  const {
    rows: [count],
  } = await owner.query<{ rows: number }>('select row_count as rows from run where id = $1', [runId]);
  await owner.end();
  await endIdleThreads();
  await closePools();
  await database.stop();
  const part = (name: 'read' | 'compute' | 'write') => median(parts.map((each) => each[name]));
  return {
    title: 'Preview run',
    figures: [
      {
        name: `Preview run: ${partners} partners, ${orders} orders, ${count?.rows ?? 0} rows`,
        ...{ unit: 'ms', ours, floor, aim: { is: 'at most', value: 2 } },
      },
    ],
    bars: [
      { label: 'ours', value: median(ours), unit: 'ms' },
      { label: 'floor', value: median(floor), unit: 'ms' },
    ],
    about: ABOUT,
    details: [
      `Parts of ours: facts out ${part('read')} ms, engine ${part('compute')} ms, rows in ${part('write')} ms.`,
    ],
  };
};
