import { expect, test } from 'vitest';
import { deleteRuns, writeRun, type EarningColumns, type FigureColumns } from '#app/adapters/db/bulk.server.ts';
import { readCents } from '#app/adapters/db/row-cents.server.ts';
import { numbersOf, readBasis } from '#app/adapters/db/row-basis.server.ts';
import type { StoredCap } from '#app/adapters/db/run-caps.server.ts';
import { readEarnings, readState, type StateLeft } from '#app/adapters/db/run-state.server.ts';
import { inTransaction, networkIdSchema } from '#app/adapters/db/transaction.server.ts';
import { NO_PRIOR } from '#app/domain/engine/prior-state.ts';
import { testDatabase } from '#tests/database/test-database.ts';

// Goal: row-level security does not hold the bulk login back, so its one door must. Method: callers that try.
const database = await testDatabase();
const [FIRST, SECOND] = [networkIdSchema.parse(1), networkIdSchema.parse(2)];

const earnings = (count: number): EarningColumns => ({
  earner: new Int32Array(count).fill(1003),
  source: new Int32Array(count),
  shopId: new Int32Array(count).fill(7),
  orderId: new BigInt64Array(count).fill(820_982_911_946_154_508n),
  asOfMs: new Float64Array(count).fill(Date.UTC(2026, 9, 5, 10, 0, 0, 123)),
  component: new Int32Array(count),
  level: new Int32Array(count).fill(2),
  ratePpm: new Int32Array(count).fill(50_000),
  baseMinor: Float64Array.from({ length: count }, (_, index) => (index % 2 === 0 ? 2 ** 53 - 1 : -5)),
  amountMinor: new Float64Array(count).fill(400),
});

const figures: FigureColumns = {
  number: Int32Array.of(0, 1003),
  position: Int32Array.of(0, 1),
  subtreeEnd: Int32Array.of(2, 2),
  depth: Int32Array.of(0, 1),
  active: Uint8Array.of(0, 1),
  activityMet: Uint8Array.of(1, 1),
  rank: Uint8Array.of(0, 2),
  title: Uint8Array.of(0, 3),
  reach: [Uint8Array.of(0, 255), Uint8Array.of(0, 4)],
  measured: [Float64Array.of(0, 2 ** 53 - 1), Float64Array.of(0, -7)],
  customerMinor: Float64Array.of(0, 8000),
  ownMinor: new Float64Array(2),
  teamMinor: Float64Array.of(8000, 8000),
  orders: Int32Array.of(0, 1),
  amountMinor: Float64Array.of(0, 400),
};

const state: StateLeft = {
  ranks: {
    ladder: ['bronze', 'größte'],
    partner: Int32Array.of(1003),
    title: Int8Array.of(1),
    paidAs: Int8Array.of(-1),
    reachedBy: Int32Array.of(1003, 1003),
    reached: Int8Array.of(0, 1),
    sincePromotion: Int32Array.of(-1, 2),
    graceUsed: Int32Array.of(0, 1),
    sinceGrace: Int32Array.of(3, -1),
  },
  components: { pairs: { lots: Float64Array.of(2 ** 53 - 1, -0.5), from: new Float64Array(0) }, nothing: {} },
  earnings: [
    {
      component: 'pairs',
      ...{
        partner: Int32Array.of(1003, 1004),
        netMinor: Float64Array.of(1, 2),
        grossMinor: Float64Array.of(3, 2 ** 53 - 1),
      },
    },
  ],
};

const ofOrders = { basis: [], caps: [], cents: new Uint8Array(0) };

test('every value arrives as it was, across chunks of rows', async () => {
  const count = 5000;
  await writeRun({
    networkId: FIRST,
    runId: 1,
    target: { table: 'estimate' },
    earnings: earnings(count),
    ...ofOrders,
    figures,
    state,
  });
  const [sums] = await database.asOwner(
    `select count(*)::int as count, max(row_no) as last, min(as_of) as as_of, max(base_minor)::text as most,
            min(base_minor)::text as least, min(order_id)::text as order, sum(amount_minor)::int as amount
       from estimate where network_id = 1 and run_id = 1`,
  );
  expect(sums).toEqual({
    count,
    last: count,
    as_of: new Date('2026-10-05T10:00:00.123Z'),
    most: '9007199254740991',
    least: '-5',
    order: '820982911946154508',
    amount: 400 * count,
  });
  const stored = await database.asOwner<{ measured: Buffer }>(
    'select number, active, team_minor::int as team, measured from partner_period order by 1',
  );
  expect(stored.map(({ measured, ...row }) => ({ ...row, measured: numbersOf(measured) }))).toEqual([
    { number: 0, active: false, team: 8000, measured: [0, 0] },
    { number: 1003, active: true, team: 8000, measured: [2 ** 53 - 1, -7] },
  ]);
});

test('a large run comes in by several connections, each row under its own number', async () => {
  const count = 100_001;
  const large = { ...earnings(count), amountMinor: Float64Array.from({ length: count }, (_, index) => index + 1) };
  await writeRun({
    ...{ networkId: FIRST, runId: 6, target: { table: 'estimate' }, earnings: large },
    ...{ ...ofOrders, figures, state },
  });
  const [rows] = await database.asOwner(
    `select count(*)::int as count, count(distinct row_no)::int as numbers, max(row_no) as last,
            count(*) filter (where amount_minor = row_no)::int as right
       from estimate where network_id = 1 and run_id = 6`,
  );
  expect(rows).toEqual({ count, numbers: count, last: count, right: count });
  await deleteRuns(FIRST, [6]);
  expect(await database.asOwner('select from estimate where run_id = 6')).toEqual([]);
});

test('whatever columns a caller smuggles in, every row carries the network and run that were named', async () => {
  const smuggled = { ...earnings(3), networkId: Int32Array.of(1, 1, 1), network_id: Int32Array.of(1, 1, 1), runId: 9 };
  for (const target of [{ table: 'estimate' }, { table: 'earning', acceptedOn: '2026-11-02' }] as const) {
    await writeRun({ networkId: SECOND, runId: 2, target, earnings: smuggled, ...ofOrders, figures, state });
    await deleteRunFigures();
  }
  for (const table of ['estimate', 'earning']) {
    const rows = await database.asOwner(
      `select network_id as network, run_id as run, count(*)::int as count from ${table}
        where run_id <> 1 group by 1, 2`,
    );
    expect(rows).toEqual([{ network: 2, run: 2, count: 3 }]);
  }
  const [accepted] = await database.asOwner('select accepted_on::text as day from earning limit 1');
  expect(accepted).toEqual({ day: '2026-11-02' });
});

test('what a run leaves is read as it was written, by its own network alone', async () => {
  const target = { table: 'estimate' } as const;
  await writeRun({ networkId: FIRST, runId: 4, target, earnings: earnings(1), ...ofOrders, figures, state });
  const { nothing: _empty, ...left } = state.components;
  expect(await inTransaction(FIRST, (tx) => readState(tx, 4))).toEqual({ ranks: state.ranks, components: left });
  expect(await inTransaction(SECOND, (tx) => readState(tx, 4))).toEqual({ ranks: NO_PRIOR.ranks, components: {} });
  expect(await inTransaction(FIRST, (tx) => readEarnings(tx, [3, 4]))).toEqual(state.earnings);
  expect(await inTransaction(SECOND, (tx) => readEarnings(tx, [4]))).toEqual([]);
  await deleteRuns(FIRST, [4]);
  expect(await inTransaction(FIRST, (tx) => readState(tx, 4))).toEqual({ ranks: NO_PRIOR.ranks, components: {} });
});

const caps: StoredCap[] = [
  {
    periodId: 0,
    component: 1,
    kind: 'component',
    about: 1003,
    shopId: 0,
    orderId: 0n,
    rawMinor: 900,
    cappedMinor: 400,
  },
  {
    ...{ periodId: 0, component: -1, kind: 'order', about: 0, shopId: 7, orderId: 820_982_911_946_154_508n },
    ...{ rawMinor: 2 ** 53 - 1, cappedMinor: 0 },
  },
  { periodId: 3, component: -1, kind: 'company', about: 0, shopId: 0, orderId: 0n, rawMinor: 50, cappedMinor: 49 },
  { periodId: 0, component: 2, kind: 'component', about: 1004, shopId: 0, orderId: 0n, rawMinor: 2, cappedMinor: 1 },
];

test('rows of the period say what they are about and from which figures they come; caps stand in the order in which they took', async () => {
  const rows = { ...earnings(5), source: Int32Array.of(0, 0, 1004, 12, 0) };
  const basis = [[2 ** 53 - 1, -3, 0.5], [], [7]];
  await writeRun({
    networkId: FIRST,
    runId: 5,
    target: { table: 'earning', acceptedOn: '2026-11-03' },
    earnings: rows,
    basis,
    caps,
    cents: Uint8Array.of(0, 12, 0, 1),
    figures,
    state,
  });
  const sources = await database.asOwner<{ source: number }>(
    'select source from earning where network_id = 1 and run_id = 5 order by row_no',
  );
  expect(sources.map(({ source }) => source)).toEqual([0, 0, 1004, 12, 0]);
  expect(await inTransaction(FIRST, (tx) => readBasis(tx, 5, [1, 2, 3, 4, 5]))).toEqual(
    new Map([
      [3, [2 ** 53 - 1, -3, 0.5]],
      [5, [7]],
    ]),
  );
  expect(await inTransaction(SECOND, (tx) => readBasis(tx, 5, [3]))).toEqual(new Map());
  const stored = await database.asOwner(
    `select period_id, component, kind, about, shop_id, order_id::text as order, raw_minor::text as raw, capped_minor::int as capped
       from run_cap where network_id = 1 and run_id = 5 order by seq`,
  );
  expect(stored).toEqual(
    caps.map(({ periodId, component, kind, about, shopId, orderId, rawMinor, cappedMinor }) => ({
      ...{
        period_id: periodId,
        component,
        kind,
        about,
        shop_id: shopId,
        order: String(orderId),
        raw: String(rawMinor),
        capped: cappedMinor,
      },
    })),
  );
  const cents = new Map([
    [1, 0],
    [2, 12],
    [3, 0],
    [4, 1],
  ]);
  expect(await inTransaction(FIRST, (tx) => readCents(tx, 5, [1, 2, 3, 4, 5]))).toEqual(cents);
  expect(await inTransaction(SECOND, (tx) => readCents(tx, 5, [2]))).toEqual(new Map());
  await deleteRuns(FIRST, [5]);
  for (const table of ['row_basis', 'run_cap', 'row_cents']) {
    expect(await database.asOwner(`select from ${table} where run_id = 5`)).toEqual([]);
  }
});

/** The second target writes the same figures and state again; their key is the run's, so the first ones go. */
async function deleteRunFigures() {
  for (const table of ['partner_period', 'run_state']) {
    await database.asOwner(`delete from ${table} where network_id = 2`);
  }
}

test('of a run that fails half-way no part is still being written, and deleting names the network', async () => {
  const torn = { ...figures, position: Int32Array.of(0) };
  await expect(
    writeRun({
      networkId: FIRST,
      runId: 3,
      target: { table: 'estimate' },
      earnings: earnings(10),
      ...ofOrders,
      figures: torn,
      state,
    }),
  ).rejects.toThrow(/another length/);
  await deleteRuns(FIRST, [3]);
  expect(await database.asOwner('select from estimate where run_id = 3')).toEqual([]);
  await deleteRuns(FIRST, [2]);
  expect(await database.asOwner('select from estimate where run_id = 2')).toHaveLength(3);
  await deleteRuns(SECOND, [2]);
  expect(await database.asOwner('select from estimate where run_id = 2')).toEqual([]);
});
