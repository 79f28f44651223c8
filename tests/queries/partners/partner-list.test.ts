import { expect, test } from 'vitest';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { foldLedger } from '#app/adapters/db/repositories/ledger-snapshot.server.ts';
import { cursorOf, listFiltersSchema, withCursor, type ListCursor } from '#app/queries/partners/list-filters.ts';
import { moveEffect } from '#app/queries/partners/move-effect.ts';
import { partnerDetail } from '#app/queries/partners/partner-detail.ts';
import { partnerExport } from '#app/queries/partners/partner-export.ts';
import { partnerListSum } from '#app/queries/partners/list-sum.ts';
import { partnerList, type ListSort } from '#app/queries/partners/partner-list.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenBalances, givenTree } from '#tests/queries/given-tree.ts';
import { givenNetwork, givenNetworkRow, NOW } from '#tests/services/partners/given.ts';

// Goal: the list pages, finds, filters and adds up right. Method: networks written as a run leaves them.
const database = await testDatabase();

async function givenShape(parent: readonly number[]): Promise<NetworkId> {
  const networkId = await givenNetwork();
  await givenNetworkRow(database, networkId);
  await inTransaction(networkId, (tx) => tx.run(sql`delete from partner where network_id = ${tx.networkId}`));
  await givenTree(database, networkId, Int32Array.from(parent));
  return networkId;
}

const chain = (length: number) => [0, ...Array.from({ length }, (_, index) => index)];
const filtersOf = (filters: Record<string, string>) => listFiltersSchema.parse(filters);

async function listed(networkId: NetworkId, filters: Record<string, string> = {}, sort: ListSort = 'newest') {
  const { rows } = await partnerList({
    networkId,
    now: NOW,
    filters: filtersOf(filters),
    sort,
    cursor: null,
    size: 50,
  });
  return rows.map((row) => row.number);
}

test.each(['newest', 'name', 'team', 'available'] as const)(
  'by %s every page follows the last, and leads back',
  async (sort) => {
    const networkId = await givenShape(chain(25));
    const pageAt = (cursor: ListCursor | null) =>
      partnerList({ networkId, now: NOW, filters: {}, sort, cursor, size: 10 });
    const [first, all] = [await pageAt(null), await listed(networkId, {}, sort)];
    const second = await pageAt(first.next);
    const third = await pageAt(second.next);
    expect([...first.rows, ...second.rows, ...third.rows].map((row) => row.number)).toEqual(all);
    expect(new Set(all).size).toBe(25);
    expect([first.previous, third.next]).toEqual([null, null]);
    const back = await pageAt(third.previous);
    expect(back.rows).toEqual(second.rows);
    expect((await pageAt(back.previous)).rows).toEqual(first.rows);
  },
);

test('filters narrow by sponsor, by team and by a level of it', async () => {
  const networkId = await givenShape([0, 0, 1, 1, 2, 4, 0]);
  expect(await listed(networkId, { sponsor: '1001' })).toEqual([1003, 1002]);
  expect(await listed(networkId, { below: '1001' })).toEqual([1005, 1004, 1003, 1002]);
  expect(await listed(networkId, { below: '1001', level: '2' })).toEqual([1004]);
  expect(await listed(networkId, { level: '1' })).toEqual([1006, 1001]);
  expect(await listed(networkId, { status: 'suspended' })).toEqual([]);
  expect(await listed(networkId, { q: 'dor' })).toEqual([1003]);
  expect(await listed(networkId, { q: "'; drop table partner; --" })).toEqual([]);
  expect(await listed(await givenShape([0]), { q: 'dor' })).toEqual([]);
});

test('a team by its sales is paged like the whole network, and one that no run knows is empty', async () => {
  // 1001 has two lines: 1002 with twelve below, and 1003 alone; 1016 stands beside.
  const networkId = await givenShape([0, 0, 1, 1, ...Array.from({ length: 12 }, () => 2), 0]);
  const filters = { below: '1001' };
  const whole = await listed(networkId, filters, 'team');
  expect(whole.slice(0, 2)).toEqual([1002, 1015]);
  expect(whole.toSorted()).toEqual(Array.from({ length: 14 }, (_, index) => 1002 + index));
  const page = (cursor: ListCursor | null) =>
    partnerList({ networkId, now: NOW, filters: filtersOf(filters), sort: 'team', cursor, size: 10 });
  const first = await page(null);
  const second = await page(first.next);
  expect([...first.rows, ...second.rows].map((row) => row.number)).toEqual(whole);
  expect(await listed(networkId, { below: '1001', level: '2', q: '10' }, 'team')).toEqual(whole.slice(1, -1));
  for (const sort of ['newest', 'name', 'team'] as const) {
    expect(await listed(networkId, { below: '9999' }, sort)).toEqual([]);
    expect(await listed(networkId, { below: '1003' }, sort)).toEqual([]);
  }
  expect(await partnerListSum({ networkId, now: NOW, filters: filtersOf({ below: '9999' }) })).toMatchObject({
    count: 0,
  });
});

test('somebody’s children by team sales are those of now, whoever moved since the run', async () => {
  // 1001 sponsors twelve, 1002 to 1013; 1014 stands beside with two of its own.
  const networkId = await givenShape([0, 0, ...Array.from({ length: 12 }, () => 1), 0, 14, 14]);
  const move = async (number: number, sponsor: number) => {
    const at = [networkId, number, sponsor];
    await database.asOwner('update partner set sponsor = $3 where network_id = $1 and number = $2', at);
    await database.asOwner(
      `insert into sponsor_edge (network_id, recorded_seq, number, sponsor, valid_from, reason, actor, recorded_at)
       values ($1, nextval('recorded_seq'), $2, $3, now(), '', 'test', now())`,
      at,
    );
  };
  const children = (sponsor: string) => listed(networkId, { sponsor }, 'team');
  expect(await children('1001')).toEqual(Array.from({ length: 12 }, (_, index) => 1013 - index));
  await move(1005, 1014);
  await move(1016, 1001);
  expect(await children('1001')).toEqual([1016, 1013, 1012, 1011, 1010, 1009, 1008, 1007, 1006, 1004, 1003, 1002]);
  expect(await children('1014')).toEqual([1015, 1005]);
  expect(await listed(networkId, { sponsor: '1014', q: '1005' }, 'team')).toEqual([1005]);
  const pageAt = (cursor: ListCursor | null) =>
    partnerList({ networkId, now: NOW, filters: filtersOf({ sponsor: '1001' }), sort: 'team', cursor, size: 5 });
  const second = await pageAt((await pageAt(null)).next);
  expect(second.rows.map((row) => row.number)).toEqual([1009, 1008, 1007, 1006, 1004]);
  expect((await pageAt(second.previous)).rows.map((row) => row.number)).toEqual([1016, 1013, 1012, 1011, 1010]);
});

test('by what is available the snapshot, what came since, and those who have nothing stand in one order', async () => {
  // 1001 to 1024; what they have: 1001 to 1008 their last digit in cents, 1009 to 1012 minus that, the others nothing.
  const networkId = await givenShape([0, ...Array.from({ length: 24 }, () => 0)]);
  const post = async (amounts: readonly (readonly [number, number])[]) => {
    await database.asOwner(
      `with posting as (
         insert into ledger_posting (network_id, id, recorded_seq, kind, source_key, posted_at, actor)
         values ($1, gen_random_uuid(), nextval('recorded_seq'), 'correction', gen_random_uuid()::text, now(), 'test') returning id)
       insert into ledger_entry (network_id, posting_id, account, partner, amount_minor)
       select $1, posting.id, 'available', t.partner, t.amount from posting, unnest($2::int[], $3::bigint[]) as t (partner, amount)`,
      [networkId, amounts.map(([partner]) => partner), amounts.map(([, amount]) => amount)],
    );
  };
  const have = new Map(
    Array.from({ length: 24 }, (_, index) => [1001 + index, index < 8 ? index + 1 : index < 12 ? -index : 0]),
  );
  const expected = () => [...have].toSorted(([a, x], [b, y]) => y - x || b - a).map(([number]) => number);
  await post([...have].filter(([, amount]) => amount !== 0));
  expect(await listed(networkId, {}, 'available')).toEqual(expected());
  await database.asOwner(
    `insert into setting (network_id, key, version, value, recorded_at, actor)
     values ($1, 'payout', 1, '{"minimumMinor": "2500"}', now(), 'test')`,
    [networkId],
  );
  await inTransaction(networkId, foldLedger);
  expect(await listed(networkId, {}, 'available')).toEqual(expected());
  const since: [number, number][] = [
    [1002, -2],
    [1005, 40],
    [1010, 9],
    [1020, 3],
    [1021, -3],
  ];
  for (const [number, amount] of since) have.set(number, (have.get(number) ?? 0) + amount);
  await post(since);
  expect(await listed(networkId, {}, 'available')).toEqual(expected());
  const pageAt = (cursor: ListCursor | null) =>
    partnerList({ networkId, now: NOW, filters: {}, sort: 'available', cursor, size: 5 });
  const pages = [await pageAt(null)];
  for (let next = pages[0]?.next ?? null; next; next = pages.at(-1)?.next ?? null) pages.push(await pageAt(next));
  expect(pages.flatMap(({ rows }) => rows.map((row) => row.number))).toEqual(expected());
  for (const [index, page] of pages.entries()) {
    if (page.previous) expect((await pageAt(page.previous)).rows).toEqual(pages[index - 1]?.rows);
  }
  const found = expected().filter((number) => number >= 1010 && number < 1020);
  expect(await listed(networkId, { q: '101' }, 'available')).toEqual(found);
});

test('the sum is that of the filtered rows, and another network adds nothing', async () => {
  const networkId = await givenShape([0, 0, 1, 1]);
  await givenBalances(database, networkId, 2);
  await givenBalances(database, await givenShape([0, 0, 1]), 3);
  const sum = (filters: Record<string, string>) => partnerListSum({ networkId, now: NOW, filters: filtersOf(filters) });
  expect(await sum({})).toEqual({ count: 3, heldMinor: '12', availableMinor: '12' });
  expect(await sum({ sponsor: '1001' })).toEqual({ count: 2, heldMinor: '10', availableMinor: '10' });
  const { balances } = await partnerDetail({ networkId, number: 1002, now: NOW });
  expect(balances).toEqual({ heldMinor: '4', availableMinor: '4', paidMinor: '0' });
});

test('whoever most partners are below, or whatever status they have, the sum is that of the rows', async () => {
  const networkId = await givenShape([0, 0, 1, 2, 3, 3, 4, 0, 7]);
  const ask = (filters: Record<string, string>) => partnerListSum({ networkId, now: NOW, filters: filtersOf(filters) });
  const ofRows = async (filters: Record<string, string>) => {
    const request = {
      networkId,
      now: NOW,
      filters: filtersOf(filters),
      sort: 'newest',
      cursor: null,
      size: 50,
    } as const;
    const { rows } = await partnerList(request);
    const sum = (amounts: string[]) => amounts.reduce((total, each) => total + BigInt(each), 0n).toString();
    return {
      count: rows.length,
      heldMinor: sum(rows.map(({ heldMinor }) => heldMinor)),
      availableMinor: sum(rows.map(({ availableMinor }) => availableMinor)),
    };
  };
  const expectAll = async (step: string) => {
    const places = ['1001', '1002', '1003', '1006', '1007'].map((below) => ({ below }));
    const statuses = ['active', 'suspended', 'applied'].map((status) => ({ status }));
    const others = [
      { level: '1' },
      { rank: '1' },
      { below: '1001', level: '2' },
      { below: '1001', status: 'active' },
      { q: '100' },
    ];
    for (const filters of [...places, ...statuses, ...others])
      expect(await ask(filters), `${step}: ${JSON.stringify(filters)}`).toEqual(await ofRows(filters));
  };
  await givenBalances(database, networkId, 7);
  await expectAll('entries alone');
  await database.asOwner(
    `insert into setting (network_id, key, version, value, recorded_at, actor)
     values ($1, 'payout', 1, '{"minimumMinor": "2500"}', now(), 'test')`,
    [networkId],
  );
  await inTransaction(networkId, foldLedger);
  await expectAll('a snapshot');
  await database.asOwner(
    `with posting as (
       insert into ledger_posting (network_id, id, recorded_seq, kind, source_key, posted_at, actor)
       select $1, gen_random_uuid(), nextval('recorded_seq'), 'correction', 'since', now(), 'test' returning id)
     insert into ledger_entry (network_id, posting_id, account, partner, amount_minor)
     select $1, id, account, partner, amount from posting,
       (values ('available', 1001, 40), ('held', 1005, 3), ('house', 0, -43)) as e (account, partner, amount)`,
    [networkId],
  );
  await expectAll('a posting since');
  await database.asOwner(`update partner set status = 'suspended' where network_id = $1 and number in (1002, 1007)`, [
    networkId,
  ]);
  await expectAll('two suspended');
  const comes = (number: number, status: string) =>
    database.asOwner(
      `with partner as (
         insert into partner (network_id, number, status, sponsor, first_name, last_name, search_name, search_last, language, joined_at)
         values ($1, $2, $3, 1001, 'New', 'Comer', 'new comer', 'comer', 'de', now()) returning number),
       posting as (
         insert into ledger_posting (network_id, id, recorded_seq, kind, source_key, posted_at, actor)
         select $1, gen_random_uuid(), nextval('recorded_seq'), 'correction', 'gift:' || number, now(), 'test' from partner returning id)
       insert into ledger_entry (network_id, posting_id, account, partner, amount_minor)
       select $1, id, account, partner, amount from posting,
         (values ('available', $2::int, 500), ('house', 0, -500)) as e (account, partner, amount)`,
      [networkId, number, status],
    );
  await comes(1050, 'applied');
  await expectAll('an applicant with money');
  await comes(1051, 'active');
  await expectAll('somebody whom the run does not know');
});

test('an address that was tampered with opens the first page', async () => {
  const networkId = await givenShape(chain(3));
  const cursor = cursorOf(Buffer.from('{"key":"x","number":1,"back":false}').toString('base64url'));
  const { rows } = await partnerList({ networkId, now: NOW, filters: {}, sort: 'newest', cursor, size: 50 });
  expect(rows).toHaveLength(3);
  expect([cursorOf('nonsense'), cursorOf(null)]).toEqual([null, null]);
  const kept = { key: '1', number: 2, back: true };
  expect(cursorOf(new URLSearchParams(withCursor(new URLSearchParams('q=a'), kept)).get('cursor'))).toEqual(kept);
});

test('a move says who gains, who loses, by name and number, and why it cannot be', async () => {
  const networkId = await givenShape([0, 0, 1, 2, 0]);
  const ask = (partner: number, sponsor: number) =>
    moveEffect({ networkId, partner, sponsor, validOn: '2026-11-10', now: NOW });
  const effect = await ask(1002, 1004);
  expect(effect).toMatchObject({ below: 1, refusal: null, moreGains: 0, moreLoses: 0 });
  expect(effect.gains).toMatchObject([{ number: 1004, belowBefore: 0, belowAfter: 2, teamAfterMinor: '9' }]);
  expect(effect.loses).toMatchObject([{ number: 1001, belowBefore: 2, belowAfter: 0, teamAfterMinor: '1' }]);
  const circle = (await ask(1001, 1003)).refusal;
  expect(circle?.code).toBe('tree.cycle');
  expect(circle?.path).toMatch(/1001 > .*1003 > .*1002 > .*1001$/);
});

test('the file has every filtered row, amounts as the language reads them, and nothing that would run', async () => {
  const networkId = await givenShape([0, 0, 1, 1]);
  await database.asOwner(`update partner set first_name = '=cmd()' where network_id = $1 and number = 1002`, [
    networkId,
  ]);
  const file = async (locale: 'en' | 'de') => {
    let text = '';
    const request = { networkId, now: NOW, locale, filters: filtersOf({ sponsor: '1001' }) };
    for await (const piece of partnerExport(request)) text += piece;
    return text;
  };
  const lines = (await file('de')).split('\r\n');
  expect(lines[0]?.startsWith('\ufeffNummer;')).toBe(true);
  expect(lines.slice(1, 3).map((line) => line.split(';')[0])).toEqual(['1002', '1003']);
  expect(lines[1]).toContain(";'=cmd();");
  expect(lines[2]).toContain(';0,03;');
  expect((await file('en')).split('\r\n')[0]).toContain('Team sales');
});

test('a partner of another network, and the house account, have no page', async () => {
  const networkId = await givenShape([0, 0]);
  const other = await givenShape([0]);
  const detail = (at: NetworkId, number: number) => partnerDetail({ networkId: at, number, now: NOW });
  expect((await detail(networkId, 1001)).figures).toMatchObject({ below: 0, teamMinor: '1' });
  await expect(detail(other, 1001)).rejects.toMatchObject({ code: 'partner.not-found' });
  await expect(detail(networkId, 0)).rejects.toMatchObject({ code: 'partner.not-found' });
});
