import { expect, test } from 'vitest';
import { networkIdSchema, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { orderListSum } from '#app/queries/orders/order-list-sum.ts';
import { orderFilters, parseCursor } from '#app/queries/orders/order-filters.ts';
import { orderList, ORDERS_PAGE, type OrderRow } from '#app/queries/orders/order-list.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenOrders } from '#tests/queries/orders/given-orders.ts';

// Goal: the list shows what its address says, page by page without a gap, and its sum line is the sum of its rows.
// Method: 1,200 orders over an accepted and a previewed period on PostgreSQL, in two networks with equal numbers.
const database = await testDatabase();
const now = new Date('2026-11-29T12:00:00Z');
const networkId = networkIdSchema.parse(1);
const otherId = networkIdSchema.parse(2);
await givenOrders(database, networkId, 1200);
await givenOrders(database, otherId, 30);

async function everyPage(query: string, of: NetworkId = networkId): Promise<OrderRow[]> {
  const filters = orderFilters(new URLSearchParams(query));
  const rows: OrderRow[] = [];
  for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
    const page = await orderList({ networkId: of, now, filters, cursor: parseCursor(after, filters.sort) });
    rows.push(...page.rows);
    after = page.next;
  }
  return rows;
}

const add = (rows: readonly OrderRow[], key: 'baseMinor' | 'costMinor') =>
  String(rows.reduce((total, row) => total + BigInt(row[key]), 0n));

const QUERIES = [
  '',
  'view=with-partner',
  'view=without-partner',
  'view=to-check',
  'view=refunded',
  'period=1',
  'period=2&view=with-partner',
  'period=2&sort=highest',
  'period=1&sort=lowest',
  'period=1&sort=highest&view=with-partner&max=120',
  'view=refunded&sort=lowest',
  'period=77',
  'channel=pos',
  'channel=other',
  'by=nobody',
  'partner=1050',
  'from=2026-10-10&to=2026-10-12',
  'min=105,50&max=107.5',
  'q=11',
  'q=%2311&view=without-partner&sort=lowest',
  'sort=oldest',
];

test.each(QUERIES)('“%s”: the pages hold every row once, and the sum line is their sum', async (query) => {
  const rows = await everyPage(query);
  const filters = orderFilters(new URLSearchParams(query));
  const sum = await orderListSum({ networkId, now, filters });
  expect(new Set(rows.map(({ orderId }) => orderId)).size).toBe(rows.length);
  expect(sum).toMatchObject({
    count: rows.length,
    baseMinor: add(rows, 'baseMinor'),
    costMinor: add(rows, 'costMinor'),
  });
});

test.each(['', 'period=1', 'period=2', 'period=1&channel=web'])(
  '“%s” by amount comes in one order, both ways',
  async (query) => {
    const placeOf = ({ baseMinor, orderId }: OrderRow) => [BigInt(baseMinor), BigInt(orderId)] as const;
    const inOrder = ([one, first]: ReturnType<typeof placeOf>, [other, second]: ReturnType<typeof placeOf>) =>
      one === other ? Number(first - second) : Number(one - other);
    const lowest = (await everyPage(`${query}&sort=lowest`)).map(placeOf);
    expect(lowest).toEqual(lowest.toSorted(inOrder));
    expect((await everyPage(`${query}&sort=highest`)).map(placeOf)).toEqual(lowest.toReversed());
    expect(lowest.length).toBeGreaterThan(ORDERS_PAGE);
  },
);

test('filters leave what they say, in the order that the address asks for', async () => {
  expect(await everyPage('')).toHaveLength(1200);
  expect((await everyPage('view=without-partner')).every(({ partner }) => partner === null)).toBe(true);
  expect((await everyPage('view=to-check')).map(({ name }) => name)).toEqual(['#2000', '#1500']);
  expect((await everyPage('view=refunded')).every(({ refunds }) => refunds > 0)).toBe(true);
  expect(new Set((await everyPage('channel=pos')).map(({ channel }) => channel))).toEqual(new Set(['pos']));
  expect(new Set((await everyPage('partner=1050')).map(({ partner }) => partner))).toEqual(new Set([1050]));
  const between = await everyPage('min=105,50&max=107.5');
  expect(between.every(({ baseMinor }) => Number(baseMinor) >= 10550 && Number(baseMinor) <= 10750)).toBe(true);
  expect(between).toHaveLength(201);
  expect((await everyPage('q=11')).every(({ name }) => name.startsWith('#11'))).toBe(true);
  const bases = (await everyPage('sort=highest')).map(({ baseMinor }) => Number(baseMinor));
  expect(bases).toEqual(bases.toSorted((a, b) => b - a));
  const dates = (await everyPage('sort=oldest')).map(({ orderedAt }) => orderedAt);
  expect(dates).toEqual(dates.toSorted());
});

test('days are those of the network, both inside', async () => {
  const rows = await everyPage('from=2026-10-10&to=2026-10-10&sort=oldest');
  expect(rows.at(0)?.orderedAt.slice(0, 16)).toBe('2026-10-09T22:48');
  expect(rows.every(({ orderedAt }) => orderedAt >= '2026-10-09T22:00' && orderedAt < '2026-10-10T22:00')).toBe(true);
});

test('an order costs what its rows on all levels are, in amount and as a share of its base', async () => {
  const [row] = await everyPage('q=1001');
  expect(row).toMatchObject({ name: '#1001', baseMinor: '10001', costMinor: '1800', costPpm: 179_982 });
  const [nobodys] = await everyPage('q=1003');
  expect(nobodys).toMatchObject({ partner: null, costMinor: '0', costPpm: 0 });
});

test('a nonsense address opens the whole list, a cursor of another order the first page', async () => {
  const filters = orderFilters(
    new URLSearchParams('view=x&period=-1&min=a&from=yesterday&sort=up&channel=tv&partner=anna'),
  );
  expect(filters).toEqual(orderFilters(new URLSearchParams()));
  expect(parseCursor('10001_1_5', 'newest')).toBeNull();
  expect(parseCursor("2026-10-01T00:00:00.000Z_1_5'", 'newest')).toBeNull();
  const page = await orderList({ networkId, now, filters, cursor: null });
  expect(page.rows).toHaveLength(ORDERS_PAGE);
});

test('another network’s orders are not there', async () => {
  expect(await everyPage('', otherId)).toHaveLength(30);
  expect(await everyPage('q=1100', otherId)).toEqual([]);
});
