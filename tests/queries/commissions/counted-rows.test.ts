import { expect, test } from 'vitest';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { uncountedRuns } from '#app/adapters/db/repositories/commission-totals.server.ts';
import { commissionBatch, commissionList } from '#app/queries/commissions/commission-list.ts';
import { commissionSum } from '#app/queries/commissions/commission-sum.ts';
import { commissionFilters, FIRST_PAGE, parseCursor, type CommissionCursor } from '#app/queries/commissions/filters.ts';
import { earningsPage } from '#app/queries/portal/earnings.ts';
import { countCommissions, proveCounts } from '#app/services/ledger/count-commissions.ts';
import { releaseDue } from '#app/services/ledger/release-due.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenMoney, type Money } from '#tests/given/money.ts';

// Goal: counts find exactly the rows of a state, and say how many there are, wherever in a run they stand. Method: two runs of
// many blocks whose rows are paid, available and held in stretches and one by one, with reversals; every view is compared
// with a plain statement over all rows, before the counts, with them, and with reversals and a payout that came after them.
const database = await testDatabase();
const NOW = new Date('2026-12-20T10:00:00Z');
const ROWS = 1400;

/** Two accepted runs; of the first everything but one row in 300 was released, of the second the older half. */
const statements = [
  `insert into period (network_id, id, calendar_id, starts_at, ends_at)
   select $1, p.id, 1, p.starts::timestamptz, p.ends::timestamptz
     from (values (2, '2026-10-31T23:00Z', '2026-11-30T23:00Z')) p (id, starts, ends)
    where not exists (select from period where network_id = $1 and id = p.id)`,
  `insert into shop_order (network_id, shop_id, order_id, name, ordered_at, updated_at, refund_count, paid_at, ships, release_on, currency,
                           rate_per_unit, rate_source, test, financial_status, total_minor, base_minor, facts)
   select $1, $2, run * 10000 + n, '#' || run * 10000 + n, '2026-10-10', '2026-10-10', 0, '2026-10-10', true,
          case when run = 1 and n % 300 = 7 then null when run = 1 then date '2026-11-05' when n < ${ROWS / 2} then date '2026-12-05' end,
          'EUR', '1', 'same-currency', false, 'paid', 100, 100, '{}'
     from generate_series(1, 2) run, generate_series(1, ${ROWS}) n`,
  `insert into period_acceptance (network_id, period_id, run_id, accepted_at, accepted_on, actor)
   values ($1, 1, 101, '2026-11-02', '2026-11-02', 'test'), ($1, 2, 102, '2026-12-02', '2026-12-02', 'test')`,
  `insert into earning (network_id, accepted_on, run_id, row_no, earner, shop_id, order_id, as_of, component, level, rate_ppm, base_minor, amount_minor)
   select $1, case when run = 1 then date '2026-11-02' else date '2026-12-02' end, 100 + run, n - 1,
          $3::int + (case when n % 7 = 0 then 1 else n % 2 * 2 end), $2, run * 10000 + n,
          timestamptz '2026-10-10' + run * interval '30 day' + n * interval '1 minute', 0, 1 + n % 3, 100000, 100, n
     from generate_series(1, 2) run, generate_series(1, ${ROWS}) n`,
  `insert into release_day (network_id, run_id, through_on, recorded_seq, released_at, is_last)
   values ($1, 101, '2026-11-05', nextval('recorded_seq'), '2026-11-05', false),
          ($1, 102, '2026-12-05', nextval('recorded_seq'), '2026-12-05', false)`,
];

const reverse = `
  with posting as (
    insert into ledger_posting (network_id, id, recorded_seq, kind, source_key, posted_at, actor)
    select $1, gen_random_uuid(), nextval('recorded_seq'), 'adjustment', 'adjustment:' || $2::int, '2026-12-10', 'test' returning id)
  insert into adjustment (network_id, recorded_seq, accepted_on, run_id, row_no, earner, shop_id, order_id, source_key, period_id,
                          amount_minor, base_minor, occurred_at, posting_id)
  select network_id, nextval('recorded_seq'), accepted_on, run_id, row_no, earner, shop_id, order_id, 'refund:' || $2::int, 2, -1, 1,
         timestamptz '2026-12-10' + row_no * interval '1 second', posting.id
    from earning, posting where network_id = $1 and row_no % 40 = $2::int order by run_id, row_no`;

const pay = `
  with batch as (
    insert into payout_batch (network_id, id, state, total_minor, partners, through_seq, created_at, created_by, settled_at)
    values ($1, $2, 'paid', 1, 1, nextval('recorded_seq'), '2026-12-11', 'test', '2026-12-11') returning id)
  insert into payout (network_id, batch_id, number, amount_minor) select $1, batch.id, $3::int, 1 from batch`;

/** Every row of a view by the plain rule: kind, run and number, newest first; and the sum. */
async function naive(networkId: NetworkId, { view, level, period, partner }: View) {
  return database.asOwner<{ kind: string; key: string; amount: string }>(
    `with row as (
       select e.*, a.period_id, r.recorded_seq as seq from earning e
         join period_acceptance a on a.network_id = e.network_id and a.run_id = e.run_id
         join shop_order o on o.network_id = e.network_id and o.shop_id = e.shop_id and o.order_id = e.order_id
         left join release_day r on r.network_id = e.network_id and r.run_id = e.run_id and r.through_on >= o.release_on
        where e.network_id = $1),
     found as (
       select 'earning' as kind, earner, run_id, row_no::bigint as id, period_id, level, amount_minor,
              case when seq is null then 'held'
                   when exists (select from payout p join payout_batch b on b.network_id = p.network_id and b.id = p.batch_id
                                 where p.network_id = $1 and p.number = row.earner and b.through_seq >= row.seq) then 'paid'
                   else 'available' end as state from row
       union all
       select 'reversal', j.earner, j.run_id, j.recorded_seq, j.period_id, row.level, j.amount_minor,
              case when row.seq is null then 'held'
                   when exists (select from payout p join payout_batch b on b.network_id = p.network_id and b.id = p.batch_id
                                 where p.network_id = $1 and p.number = j.earner
                                   and b.through_seq >= greatest(row.seq, l.recorded_seq)) then 'paid'
                   else 'available' end
         from adjustment j
         join row on row.run_id = j.run_id and row.row_no = j.row_no
         join ledger_posting l on l.network_id = j.network_id and l.id = j.posting_id
        where j.network_id = $1)
     select kind, kind || '-' || run_id || '-' || id as key, amount_minor::text as amount from found
      where case when $2 = 'reversed' then kind = 'reversal' else state = $2 end
        and ($3::int is null or level = $3) and ($4::int is null or period_id = $4) and ($5::int is null or earner = $5)
      order by kind, case when kind = 'earning' then run_id end desc, id desc`,
    [networkId, view, level, period, partner ?? null],
  );
}

const NARROWED = [
  [null, null],
  [2, null],
  [null, 2],
  [3, 1],
] as const;

async function expectAll(money: Money, step: string) {
  for (const view of ['held', 'available', 'paid', 'reversed'])
    for (const [level, period] of NARROWED) await expectView(money, step, { view, level, period });
  for (const partner of [0, 1, 2].map((place) => money.anna + place)) {
    for (const view of ['held', 'available', 'paid'])
      await expectView(money, step, { view, level: null, period: null, partner });
    await expectPortal(money, step, partner);
  }
}

interface View {
  readonly view: string;
  readonly level: number | null;
  readonly period: number | null;
  readonly partner?: number;
}

/** What the partner's own page says of each state, reversals aside, is what the rows come to. */
async function expectPortal({ networkId }: Money, step: string, partner: number) {
  for (const state of ['held', 'available', 'paid'] as const) {
    const rows = (await naive(networkId, { view: state, level: null, period: null, partner })).filter(
      ({ kind }) => kind === 'earning',
    );
    const filters = { period: null, state, kind: null, level: null, order: null };
    const { sums } = await earningsPage({ networkId, number: partner, now: NOW, filters, after: null });
    const sumMinor = rows.reduce((sum, { amount }) => sum + BigInt(amount), 0n).toString();
    const expected = rows.length === 0 ? undefined : { state, rows: rows.length, sumMinor };
    expect(
      sums.find((sum) => sum.state === state),
      `${step}: ${state} of ${partner}`,
    ).toEqual(expected);
  }
}

async function expectView({ networkId }: Money, step: string, asked: View) {
  const { view, level, period, partner } = asked;
  const search = `view=${view}${level === null ? '' : `&level=${level}`}${period === null ? '' : `&period=${period}`}${partner === undefined ? '' : `&partner=${partner}`}`;
  const filters = commissionFilters(new URLSearchParams(search));
  const expected = await naive(networkId, asked);
  const byKind = { earning: [] as string[], reversal: [] as string[] };
  for (let cursor: CommissionCursor | null = FIRST_PAGE; cursor !== null;) {
    const request = { networkId, now: NOW, filters, cursor, size: 170 };
    const batch: { rows: readonly { kind: string; key: string }[]; next: CommissionCursor | null } =
      await inTransaction(networkId, (tx) => commissionBatch(tx, request));
    for (const { kind, key } of batch.rows) byKind[kind as 'earning'].push(key);
    cursor = batch.next;
  }
  const keysOf = (kind: string) => expected.filter((row) => row.kind === kind).map(({ key }) => key);
  expect(byKind, `${step}: ${search}`).toEqual({ earning: keysOf('earning'), reversal: keysOf('reversal') });
  const sumMinor = expected.reduce((sum, { amount }) => sum + BigInt(amount), 0n).toString();
  const sum = await commissionSum({ networkId, now: NOW, filters });
  expect(sum, `${step}: ${search}`).toMatchObject({ rows: expected.length, sumMinor });
}

async function givenRuns(handle: string): Promise<Money> {
  const money = await givenMoney(database, handle);
  const [period, orders, acceptance, earnings, releases] = statements as [string, string, string, string, string];
  const { networkId, shopId, anna } = money;
  await database.asOwner(period, [networkId]);
  await database.asOwner(orders, [networkId, shopId]);
  await database.asOwner(acceptance, [networkId]);
  await database.asOwner(earnings, [networkId, shopId, anna]);
  await database.asOwner(releases, [networkId]);
  await database.asOwner('analyze');
  return money;
}

test('rows of every state are found and counted, with counts, without, and with what came after them', async () => {
  const money = await givenRuns('iris');
  const { networkId, anna, ben } = money;
  await database.asOwner(pay, [networkId, 1, anna]);
  await database.asOwner(reverse, [networkId, 7]);
  await expectAll(money, 'not counted');
  await countCommissions(networkId);
  expect(await inTransaction(networkId, uncountedRuns)).toEqual([]);
  await expectAll(money, 'counted');
  await database.asOwner(reverse, [networkId, 9]);
  await expectAll(money, 'reversals since');
  await countCommissions(networkId);
  await expectAll(money, 'reversals counted');
  await database.asOwner(pay, [networkId, 2, ben]);
  expect(await inTransaction(networkId, uncountedRuns)).toEqual([102, 101]);
  await database.asOwner('delete from commission_mark where network_id = $1 and run_id = 102', [networkId]);
  await expectAll(money, 'a payout since');
  expect(await proveCounts(networkId)).toBe(true);
}, 240_000);

test('a page of a rare state reads on where the last one ended', async () => {
  const money = await givenRuns('mohn');
  const { networkId } = money;
  await countCommissions(networkId);
  const filters = commissionFilters(new URLSearchParams('view=held&period=1'));
  const page = await commissionList({ networkId, now: NOW, filters, cursor: parseCursor('101.1206.') });
  expect(page.rows.map(({ id }) => Number(id))).toEqual([906, 606, 306, 6]);
  expect(page.next).toBeNull();
});

test('counts that differ from the rows are found by the proof, and made anew', async () => {
  const money = await givenRuns('klee');
  const { networkId } = money;
  await database.asOwner(reverse, [networkId, 3]);
  await releaseDue({ networkId, now: new Date('2026-11-01T10:00:00Z') });
  expect(await proveCounts(networkId)).toBe(true);
  const wrong = [
    `update commission_total set row_count = row_count + 1 where network_id = $1 and kind = 'earning' and block = 3 and level = 2`,
    `update commission_total set amount_minor = 0 where network_id = $1 and kind = 'reversal' and level = 1`,
    `delete from commission_total where network_id = $1 and kind = 'earning' and block = 1`,
    `update commission_total set period_id = 1 where network_id = $1 and kind = 'reversal'`,
    `update earner_total set amount_minor = amount_minor - 1 where network_id = $1 and state = 'available'`,
    `delete from earner_total where network_id = $1 and run_id = 101`,
  ];
  for (const statement of wrong) {
    await database.asOwner(statement, [networkId]);
    expect(await proveCounts(networkId), statement).toBe(false);
    expect(await proveCounts(networkId), statement).toBe(true);
  }
});
