import type pg from 'pg';
import { z } from 'zod';
import { appPool } from '#app/adapters/db/pool.server.ts';
import { toQuery, type Sql } from '#app/adapters/db/sql.ts';
import { assert } from '#app/domain/assert.ts';

export const networkIdSchema = z.int().positive().brand<'NetworkId'>();

/** A tenant's number. Made by authorisation and by the shop's look-up, nowhere else. */
export type NetworkId = z.infer<typeof networkIdSchema>;

/** What a transaction can do. Rows come back as the schema says, or the transaction fails. */
export interface Connection {
  /** All rows. */
  all<T extends z.ZodType>(row: T, statement: Sql): Promise<z.infer<T>[]>;
  /** The first row, or null. */
  find<T extends z.ZodType>(row: T, statement: Sql): Promise<z.infer<T> | null>;
  /** Exactly one row. @throws InvariantError */
  one<T extends z.ZodType>(row: T, statement: Sql): Promise<z.infer<T>>;
  /** Runs a statement; answers how many rows it touched. */
  run(statement: Sql): Promise<number>;
  /** The driver's own connection, for COPY and for hot paths that read thousands of rows. */
  readonly client: pg.PoolClient;
}

/** A transaction inside one network: its policies show and take that network's rows only. */
export interface Tx extends Connection {
  readonly networkId: NetworkId;
}

const RETRIES_MAX = 3;
const RETRIABLE = new Set(['40001', '40P01']);

function connectionOf(client: pg.PoolClient): Connection {
  const all: Connection['all'] = async (row, statement) => {
    const { rows } = await client.query<Record<string, unknown>>(toQuery(statement));
    return rows.map((each) => row.parse(each));
  };
  return {
    client,
    all,
    find: async (row, statement) => (await all(row, statement))[0] ?? null,
    one: async (row, statement) => {
      const rows = await all(row, statement);
      assert(rows.length === 1, `one row expected, ${rows.length} came`);
      return rows[0] as z.infer<typeof row>;
    },
    run: async (statement) => (await client.query(toQuery(statement))).rowCount ?? 0,
  };
}

async function attempt<T>(pool: pg.Pool, begin: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let isBroken = false;
  try {
    await client.query(begin);
    const result = await work(connectionOf(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => (isBroken = true));
    throw error;
  } finally {
    client.release(isBroken);
  }
}

async function withRetry<T>(run: () => Promise<T>): Promise<T> {
  for (let attemptNo = 1; ; attemptNo += 1) {
    try {
      return await run();
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      if (attemptNo >= RETRIES_MAX || typeof code !== 'string' || !RETRIABLE.has(code)) throw error;
    }
  }
}

/**
 * The only door to a tenant's tables: one transaction in which row-level security shows `networkId` and nothing else.
 * A deadlock or serialisation failure is tried again, so `work` has no effect outside the database.
 */
export function inTransaction<T>(networkId: NetworkId, work: (tx: Tx) => Promise<T>, pool = appPool()): Promise<T> {
  assert(Number.isSafeInteger(networkId), 'a network is a number');
  // Both in one message, which takes no values: a page has many small transactions.
  const begin = `begin; select enter_network(${networkId})`;
  return withRetry(() => attempt(pool, begin, (connection) => work({ ...connection, networkId })));
}

/** A transaction over what is nobody's: networks, shops, sessions, inbox, queue, rate limits. */
export function inCommonTransaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
  return withRetry(() => attempt(appPool(), 'begin', work));
}

/** The same for one statement that reads: it needs no transaction around it. */
export async function readCommon<T>(read: (connection: Connection) => Promise<T>): Promise<T> {
  const client = await appPool().connect();
  let isBroken = true;
  try {
    const result = await read(connectionOf(client));
    isBroken = false;
    return result;
  } finally {
    client.release(isBroken);
  }
}
