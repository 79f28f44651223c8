import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { splitStatements } from '#app/adapters/db/split-statements.ts';

/** Catalog types that Prisma's adapter does not know, and the plain type that reads the same. */
const PLAIN_TYPE = new Map([
  [18, 1042], // "char" ▶ bpchar
  [19, 25], // name ▶ text
  [22, 1005], // int2vector ▶ int2[]
  [30, 1028], // oidvector ▶ oid[]
  [1002, 1009], // "char"[] ▶ text[]
  [1003, 1009], // name[] ▶ text[]
]);

/**
 * The adapter with which Prisma's command line migrates: its own one stumbles over catalog types and splits functions
 * at every semicolon. The pool lets the process end as soon as the work is done.
 */
export async function migrationAdapter(connectionString: string): Promise<PrismaPg> {
  const pool = new pg.Pool({ connectionString, idleTimeoutMillis: 100 });
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryArrayResult>;
  const queryWithPlainTypes = async (...args: unknown[]) => {
    const result = await query(...args);
    for (const field of result.fields) field.dataTypeID = PLAIN_TYPE.get(field.dataTypeID) ?? field.dataTypeID;
    return result;
  };
  const factory = new PrismaPg(Object.assign(pool, { query: queryWithPlainTypes }) as pg.Pool, {
    disposeExternalPool: true,
  });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    adapter.executeScript = async (script) => {
      for (const statement of splitStatements(script)) await query(statement);
    };
    return adapter;
  };
  return factory;
}
