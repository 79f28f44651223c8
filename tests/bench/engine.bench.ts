import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { closePools } from '#app/adapters/db/pool.server.ts';
import type { NetworkId } from '#app/adapters/db/transaction.server.ts';
import { publishPlan } from '#app/services/plans/publish-plan.ts';
import { benchDatabase } from '#tests/bench/bench-database.ts';
import type { EngineRequest, EngineRun } from '#tests/bench/engine-child.ts';
import { enginePlan } from '#tests/bench/engine-plan.ts';
import { median, type Bench, type Figure, type Report } from '#tests/bench/figures.ts';
import { previewFloor, rowsOf } from '#tests/bench/floors/preview-floor.ts';
import { byQuery } from '#tests/bench/peers/by-query.ts';
import { setBased } from '#tests/bench/peers/set-based.ts';
import { makeStanding } from '#tests/bench/peers/standing.ts';
import { seedNetwork } from '#tests/bench/seed-network.ts';

const NOW = new Date('2026-10-30T12:00:00Z');
const STARTS_AT = new Date('2026-09-30T22:00:00Z');
const PERIOD = 1;
const TABLES = ['estimate', 'partner_period'] as const;
/** Runs of the others have numbers that no run of ours has. */
const OTHER_RUN = 1_000_000;
const SAMPLE = 10_000;

/** What is demanded at one million partners. */
const DEMANDED = 1_000_000;
const AIM = { whole: 1.5, computeMs: 2000, peakMb: 1536, byQuery: 200, setBased: 10 };

const ABOUT = `One order per partner, a tree in which whoever is early has many below, one plan: seven levels with dynamic compression
that open with the rank, three ranks by team volume with at most 60 % from one leg, an infinity bonus. Ours is a whole preview: facts
out, engine, rows in, the swap. The floor is one COPY out of the same facts and one COPY in of the very same rows into the same
tables and indexes. The set-based way finds activity and ranks from below, one statement per depth of the tree, and pays all orders
in one recursive statement; number and sum of its rows are compared with ours. The usual way gets activity and ranks for nothing,
walks up by one query per step and commits each order's rows (a random sample of ${SAMPLE} orders, extrapolated).`;

interface Measured {
  readonly partners: number;
  readonly rows: number;
  readonly runs: readonly EngineRun[];
  readonly floorMs: readonly number[];
  readonly setBasedMs: number | null;
  readonly byQueryMs: number | null;
}

async function ask(child: ChildProcess, request: EngineRequest): Promise<EngineRun> {
  const answer = once(child, 'message').then(([message]) => message as EngineRun);
  const failure = once(child, 'exit').then(([code]) => {
    throw new Error(`the run ended with ${code}`);
  });
  child.send(request);
  return Promise.race([answer, failure]);
}

/** Number and sum of a run's rows: what the peers must come to as well. */
async function sumOf(owner: pg.Client, runId: number): Promise<{ rows: number; amount: string }> {
  const { rows } = await owner.query<{ rows: number; amount: string }>(
    `select count(*)::int as rows, coalesce(sum(amount_minor), 0)::text as amount from estimate where run_id = $1`,
    [runId],
  );
  return rows[0] ?? { rows: 0, amount: '0' };
}

const drop = async (owner: pg.Client) => {
  for (const table of TABLES) {
    await owner.query(`delete from ${table} where run_id >= ${OTHER_RUN}`);
    await owner.query(`vacuum ${table}`);
  }
};

async function peers(owner: pg.Client, networkId: NetworkId, runId: number) {
  const begin = performance.now();
  await makeStanding(owner);
  await setBased(owner, networkId, OTHER_RUN);
  const setBasedMs = performance.now() - begin;
  const [ours, theirs] = [await sumOf(owner, runId), await sumOf(owner, OTHER_RUN)];
  if (ours.rows !== theirs.rows || ours.amount !== theirs.amount)
    throw new Error(`the statement pays ${JSON.stringify(theirs)}, the run ${JSON.stringify(ours)}`);
  await drop(owner);
  const sampleMs = await byQuery(owner, { networkId, runId: OTHER_RUN, sample: SAMPLE });
  await drop(owner);
  return { setBasedMs, sampleMs };
}

/** Everything at one size, in a database of its own. */
async function measure(
  partners: number,
  { rounds, hasPeers }: { rounds: number; hasPeers: boolean },
): Promise<Measured> {
  const database = await benchDatabase();
  const networkId = await seedNetwork(database.ownerUrl, { partners, orders: partners });
  await publishPlan({
    networkId,
    programmeId: 1,
    document: enginePlan,
    startsAt: STARTS_AT,
    actor: 'staff:1',
    now: NOW,
  });
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const child = fork(join(import.meta.dirname, 'engine-child.ts'));
  const request = { networkId, periodId: PERIOD, nowMs: NOW.getTime() };
  const runs: EngineRun[] = [];
  const floorMs: number[] = [];
  await ask(child, request);
  for (let round = 0; round < rounds; round += 1) {
    await drop(owner);
    const run = await ask(child, request);
    runs.push(run);
    const rows = new Map<string, Buffer>();
    for (const table of TABLES)
      rows.set(table, await rowsOf(database.ownerUrl, table, { from: run.runId, as: OTHER_RUN + round }));
    await drop(owner);
    floorMs.push(await previewFloor({ owner: database.ownerUrl, bulk: database.environment.DATABASE_BULK_URL }, rows));
  }
  await drop(owner);
  const last = runs.at(-1)?.runId ?? 0;
  const { rows } = await sumOf(owner, last);
  const others = hasPeers ? await peers(owner, networkId, last) : null;
  child.kill();
  await owner.end();
  await closePools();
  await database.stop();
  const perOrder = (others?.sampleMs ?? 0) / Math.min(SAMPLE, partners);
  return {
    ...{ partners, rows, runs, floorMs },
    setBasedMs: others?.setBasedMs ?? null,
    byQueryMs: others ? perOrder * partners : null,
  };
}

const count = (value: number): string => value.toLocaleString('en-US');

function figuresOf({ partners, rows, runs, floorMs, setBasedMs, byQueryMs }: Measured): Figure[] {
  const isDemanded = partners === DEMANDED;
  const whole = runs.map(({ wholeMs }) => wholeMs);
  const name = (what: string) => `Engine, ${count(partners)} partners: ${what}`;
  const peer = (what: string, peerMs: number | null, aim: number): Figure[] =>
    peerMs === null
      ? []
      : [
          {
            ...{ name: name(what), unit: 'times', ours: whole.map((ms) => peerMs / ms), floor: null },
            aim: isDemanded ? { is: 'at least', value: aim } : null,
          },
        ];
  return [
    {
      name: name(`whole run, ${count(rows)} rows`),
      ...{ unit: 'ms', ours: whole, floor: [...floorMs] },
      aim: isDemanded ? { is: 'at most', value: AIM.whole } : null,
    },
    {
      ...{ name: name('calculation alone'), unit: 'ms', ours: runs.map(({ parts }) => parts.compute), floor: null },
      aim: isDemanded ? { is: 'at most', value: AIM.computeMs } : null,
    },
    {
      ...{ name: name('peak memory of the process'), unit: 'MB', ours: runs.map(({ peakMb }) => peakMb), floor: null },
      aim: isDemanded ? { is: 'at most', value: AIM.peakMb } : null,
    },
    ...peer('faster than the best set-based SQL', setBasedMs, AIM.setBased),
    ...peer('faster than the usual way, query by query', byQueryMs, AIM.byQuery),
  ];
}

const partsTable = (sizes: readonly Measured[]): string =>
  [
    '| Partners | Rows | Facts out | Engine | Rows in | Whole | Per row |',
    '| ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...sizes.map(({ partners, rows, runs }) => {
      const middle = (of: (run: EngineRun) => number) => median(runs.map(of));
      const [read, compute, write, whole] = [
        middle(({ parts }) => parts.read),
        middle(({ parts }) => parts.compute),
        middle(({ parts }) => parts.write),
        middle(({ wholeMs }) => wholeMs),
      ].map((ms) => `${Math.round(ms ?? 0)} ms`);
      const perRow = `${((middle(({ wholeMs }) => wholeMs) / rows) * 1000).toFixed(2)} µs`;
      return `| ${[count(partners), count(rows), read, compute, write, whole, perRow].join(' | ')} |`;
    }),
  ].join('\n');

const reportOf = (sizes: readonly Measured[], figures: Figure[]): Report => ({
  title: 'Engine',
  figures,
  bars: sizes.map(({ partners, runs }) => ({
    label: `${count(partners)} partners, whole run`,
    value: median(runs.map(({ wholeMs }) => wholeMs)),
    unit: 'ms',
  })),
  about: ABOUT,
  details: [partsTable(sizes)],
});

const SIZES = { full: [10_000, 100_000, DEMANDED], short: [10_000] };
/** A round of the largest size takes minutes. */
const roundsOf = (partners: number): number => (partners < DEMANDED ? 3 : 2);

/** A whole run of a rich plan at growing sizes, beside its floor, the usual way, and the best single statement. */
export const engineBench: Bench = async (size) => {
  const measured: Measured[] = [];
  for (const partners of SIZES[size])
    measured.push(await measure(partners, { rounds: roundsOf(partners), hasPeers: true }));
  return reportOf(measured, measured.flatMap(figuresOf));
};

const LARGEST = { full: 5_000_000, short: 50_000 };
const PER_ROW = 1.5;

/** Whether a row costs the same in the largest network as in one of a fifth: a command of its own, because it takes long. */
export const engineLargestBench: Bench = async (size) => {
  const largest = LARGEST[size];
  const fifth = await measure(largest / 5, { rounds: 1, hasPeers: false });
  const all = await measure(largest, { rounds: 1, hasPeers: false });
  const perRow = ({ runs, rows }: Measured) => median(runs.map(({ wholeMs }) => wholeMs)) / rows;
  const growth: Figure = {
    name: `Engine, a row at ${count(largest)} partners beside one at ${count(largest / 5)}`,
    ...{ unit: 'times', ours: [perRow(all) / perRow(fifth)], floor: null, aim: { is: 'at most', value: PER_ROW } },
  };
  return reportOf([fifth, all], [growth, ...figuresOf(all)]);
};
