import pg from 'pg';
import { env } from '#app/env.server.ts';
import { log } from '#app/adapters/log.server.ts';

const INT8 = 20;
const DATE = 1082;

/** bigint stays exact, a calendar day stays text: both would be damaged by the driver's own types. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return (text: string) => BigInt(text);
    if (oid === DATE) return (text: string) => text;
    return pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;

/** A new connection costs some hundredths of a second until it knows the tables: it is kept for the next visitor. */
const IDLE_MS = 10 * 60 * 1000;

const pools = new Map<string, pg.Pool>();

/** One pool per address and process. A connection that breaks while idle is replaced; the log says so. */
export function poolFor(connectionString: string, max: number): pg.Pool {
  let pool = pools.get(connectionString);
  if (!pool) {
    pool = new pg.Pool({ connectionString, max, types, idleTimeoutMillis: IDLE_MS, application_name: 'lineage' });
    const lost = (error: Error) => log().warn({ reason: error.message }, 'database connection lost');
    pool.on('error', lost);
    // A connection that breaks in somebody's hands tells them by their query; without a listener it would end the process.
    pool.on('connect', (client) => client.on('error', lost));
    pools.set(connectionString, pool);
  }
  return pool;
}

/** The application's login: row-level security applies. */
export const appPool = (): pg.Pool => poolFor(env().DATABASE_URL, 16);

/** The bulk login: COPY of run-written tables, nothing else. */
export const bulkPool = (): pg.Pool => poolFor(env().DATABASE_BULK_URL, 4);

/** Ends every pool of this process. */
export async function closePools(): Promise<void> {
  const open = [...pools.values()];
  pools.clear();
  await Promise.all(open.map((pool) => pool.end()));
}
