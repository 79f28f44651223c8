import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { closePools } from '#app/adapters/db/pool.server.ts';
import { PASSWORDS, TEMPLATE } from '#tests/database/passwords.ts';
import { urlFor, type Login } from '#prisma/set-up-roles.ts';

/** A database of this test file's own. */
export interface TestDatabase {
  name: string;
  urls: Record<Login, string>;
  /** Everything that the app reads from the environment, for this database. */
  environment: Record<string, string>;
  /** Runs a statement as the owner, past row-level security. */
  asOwner<T extends object>(text: string, values?: unknown[]): Promise<T[]>;
}

/**
 * Clones the migrated template and points this process' environment at the copy. Call it once, at the top of a test
 * file (`const database = await testDatabase()`); it is dropped when the file is done.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const adminUrl = inject('adminUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`create database ${name} template ${TEMPLATE} owner lineage_owner`);
  const urlOf = (login: Login) => urlFor(adminUrl, login, PASSWORDS[login], name);
  const urls = {
    lineage_owner: urlOf('lineage_owner'),
    lineage_app: urlOf('lineage_app'),
    lineage_bulk: urlOf('lineage_bulk'),
  };
  const environment = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: urls.lineage_app,
    DATABASE_BULK_URL: urls.lineage_bulk,
    SHOPIFY_API_KEY: 'test-api-key',
    SHOPIFY_API_SECRET: 'test-api-secret',
    SHOPIFY_APP_URL: 'https://app.lineage.example',
    SCOPES: 'read_customers,read_orders,read_products',
    MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    PORTAL_URL: 'https://app.lineage.example',
    MAIL_URL: `file://${mkdtempSync(join(tmpdir(), 'lineage-mail-'))}`,
    MAIL_FROM: 'Lineage <partners@lineage.example>',
  };
  Object.assign(process.env, environment);
  const owner = new pg.Pool({ connectionString: urls.lineage_owner, max: 2 });
  // The drop below may reach a connection that is still saying goodbye.
  const isLeaving = () => undefined;
  owner.on('error', isLeaving);
  owner.on('connect', (client) => client.on('error', isLeaving));
  afterAll(async () => {
    await closePools();
    await owner.end();
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  });
  const asOwner: TestDatabase['asOwner'] = async <T extends object>(text: string, values: unknown[] = []) =>
    (await owner.query<T & pg.QueryResultRow>(text, values)).rows as T[];
  return { name, urls, environment, asOwner };
}
