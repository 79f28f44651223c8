// The least that any program must do to keep decided orders: insert the same rows, in batches, each batch one transaction.
import pg from 'pg';

const TABLES = ['shop_order', 'order_line', 'attribution', 'customer_link', 'volume_entry'] as const;
const BATCH = 200;

type Row = Record<string, unknown>;

/** Reads the rows that processing left, empties the tables, and inserts the rows again. Answers the milliseconds of the inserts. */
export async function processingFloor(ownerUrl: string, appUrl: string, networkId: number): Promise<number> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const rows = new Map<string, Map<string, Row[]>>();
  for (const table of TABLES) {
    const { rows: all } = await owner.query<{ key: string; row: Row }>(
      `select order_id::text as key, to_jsonb(t) as row from ${table} t where network_id = $1`,
      [networkId],
    );
    const byOrder = Map.groupBy(all, ({ key }) => key);
    rows.set(table, new Map([...byOrder].map(([key, group]) => [key, group.map(({ row }) => row)])));
    await owner.query(`truncate ${table}`);
  }
  await owner.end();

  const app = new pg.Client({ connectionString: appUrl });
  await app.connect();
  const orders = [...(rows.get('shop_order')?.keys() ?? [])];
  const begin = performance.now();
  for (let from = 0; from < orders.length; from += BATCH) {
    await app.query('begin');
    await app.query('select enter_network($1)', [networkId]);
    for (const table of TABLES) {
      const batch = orders.slice(from, from + BATCH).flatMap((key) => rows.get(table)?.get(key) ?? []);
      const text = `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`;
      await app.query({ name: table, text, values: [JSON.stringify(batch)] });
    }
    await app.query('commit');
  }
  const elapsed = performance.now() - begin;
  await app.end();
  return elapsed;
}
