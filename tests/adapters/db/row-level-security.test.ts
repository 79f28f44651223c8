import pg from 'pg';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, networkIdSchema } from '#app/adapters/db/transaction.server.ts';
import { testDatabase } from '#tests/database/test-database.ts';

// Goal: no table of a tenant is ever forgotten. Method: what the catalog says, not a list of our own.
const database = await testDatabase();

/** Tables that are nobody's, and why they may be: see schema.prisma. */
const COMMON = ['network', 'rate_limit', 'session', 'shop', 'tenant_table', 'webhook_delivery', '_prisma_migrations'];
const tables = await database.asOwner<{ name: string; rls: boolean }>(
  `select relname as name, relrowsecurity as rls from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by relname`,
);
const listed = await database.asOwner<{ name: string; kind: string }>('select name, kind from tenant_table');

test('every table is either listed as a tenant’s or named as common', () => {
  const known = [...COMMON, ...listed.map((table) => table.name)].sort();
  expect(tables.map((table) => table.name).sort()).toEqual(known);
});

test.each(listed)('$name has its policy on network_id, and network_id leads every key and index', async ({ name }) => {
  expect(tables.find((table) => table.name === name)?.rls).toBe(true);
  const policies = await database.asOwner<{ qual: string; with_check: string }>(
    'select qual, with_check from pg_policies where tablename = $1',
    [name],
  );
  expect(policies).toHaveLength(1);
  const rule = "(network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::integer)";
  expect(policies[0]).toEqual({ qual: rule, with_check: rule });
  const indexes = await database.asOwner<{ first: string; index: string }>(
    `select a.attname as first, i.indexrelid::regclass::text as index from pg_index i
       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] where i.indrelid = $1::regclass`,
    [name],
  );
  expect(indexes.length).toBeGreaterThan(0);
  expect(indexes.filter((index) => index.first !== 'network_id')).toEqual([]);
});

test.each(listed)('$name gives the application what its kind allows, and no more', async ({ name, kind }) => {
  const grants = await database.asOwner<{ privilege: string }>(
    `select privilege_type as privilege from information_schema.role_table_grants
      where table_name = $1 and grantee = 'lineage_app' order by 1`,
    [name],
  );
  const allowed = {
    mutable: ['DELETE', 'INSERT', 'SELECT', 'UPDATE'],
    append_only: ['INSERT', 'SELECT'],
    run_written: ['SELECT'],
  };
  expect(grants.map((grant) => grant.privilege)).toEqual(allowed[kind as keyof typeof allowed]);
});

test('every constraint has a name of at most 50 characters, and no foreign key cascades an update or sets null', async () => {
  const constraints = await database.asOwner<{ name: string; on_update: string; on_delete: string }>(
    `select conname as name, confupdtype as on_update, confdeltype as on_delete from pg_constraint
      where connamespace = 'public'::regnamespace and contype <> 'n' and conparentid = 0`,
  );
  expect(constraints.filter((each) => each.name.length > 50)).toEqual([]);
  expect(constraints.filter((each) => each.on_update === 'c' || each.on_delete === 'n')).toEqual([]);
});

test('another network’s rows are neither seen nor written, and outside a tenant transaction there are none', async () => {
  for (const id of [1, 2]) {
    const network = networkIdSchema.parse(id);
    await inTransaction(network, (tx) =>
      tx.run(sql`insert into network_counter (network_id, name, value) values (${network}, 'probe', ${id})`),
    );
  }
  const seen = await inTransaction(networkIdSchema.parse(1), (tx) =>
    tx.all(z.object({ value: z.int() }), sql`select value from network_counter`),
  );
  expect(seen).toEqual([{ value: 1 }]);
  const forged = inTransaction(networkIdSchema.parse(1), (tx) =>
    tx.run(sql`insert into network_counter (network_id, name, value) values (2, 'forged', 1)`),
  );
  await expect(forged).rejects.toMatchObject({ code: '42501' });
  const client = new pg.Client({ connectionString: database.urls.lineage_app });
  await client.connect();
  const { rows } = await client.query('select * from network_counter');
  await client.end();
  expect(rows).toEqual([]);
});
