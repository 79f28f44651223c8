// Goal: every statement names its network on every tenant's table it touches, row-level security or not (citus: another
// network's rows on another node). Method: the syntax tree of every .ts file, and the list of tables from the migrations.
import { expect, test } from 'vitest';
import { filesMatching, textOf } from '#tests/rules/project-files.ts';
import { openStatements } from '#tests/rules/tenant-sql.ts';

const migrations = filesMatching('prisma/migrations/*/migration.sql').map(textOf).join('\n');
const tables = new Set([...migrations.matchAll(/make_tenant_table\('([a-z_]+)'/g)].map(([, table]) => table ?? ''));

/** Looked at by hand: one asks for a row of anybody's to see that none is shown, the others are narrowed by a function's piece. */
const READ_BY_HAND = [
  'app/adapters/db/check.server.ts: partner',
  'app/queries/orders/order-conditions.ts: adjustment',
  'app/queries/orders/order-conditions.ts: earning',
  'app/queries/orders/order-conditions.ts: estimate',
  'app/queries/partners/partner-list.ts: partner',
];

test('every statement names its network on every table it touches', () => {
  expect(tables.size).toBeGreaterThan(30);
  const files = filesMatching('app/**/*.ts');
  const open = files.flatMap((path) => openStatements(path, textOf(path), tables).map((found) => `${path}:${found}`));
  expect(open.filter((one) => !READ_BY_HAND.includes(one.replace(/:\d+/, '')))).toEqual([]);
});

const found = (text: string) => openStatements('x.ts', `const s = sql\`${text}\`;`, tables).length;

test.each([
  ['no network at all', 'select 1 from partner where number = ${n}'],
  [
    'a network on one of two tables',
    'select 1 from partner p join payout y on y.number = p.number where p.network_id = ${n}',
  ],
  [
    'a network by another table',
    'select 1 from run r join earning e on e.network_id = r.network_id where r.network_id = ${n}',
  ],
  [
    'a subselect without',
    'select 1 from run where network_id = ${n} and exists (select from earning e where e.run_id = 1)',
  ],
  ['a change of everybody', 'update run set state = ${s}'],
])('%s is found', (_name, text) => {
  expect(found(text)).toBeGreaterThan(0);
});

test.each([
  ['a network on every table', 'select 1 from run r join earning e on e.network_id = ${n} where r.network_id = ${n}'],
  ['an insert that names it', 'insert into run (network_id, id) values (${n}, 1)'],
  ['what is nobody’s', 'select 1 from shop where domain = ${d}'],
])('%s passes', (_name, text) => {
  expect(found(text)).toBe(0);
});
