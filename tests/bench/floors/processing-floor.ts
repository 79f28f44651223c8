// The least that any program must do to keep decided orders: insert the same rows, in batches, each batch one transaction.
import pg from 'pg';

const TABLES = [
  'shop_order',
  'order_line',
  'attribution',
  'customer_link',
  'volume_entry',
  'counted_order',
  'order_cost',
] as const;
const BATCH = 200;

type Row = Record<string, unknown>;

/** Nothing is decided any more. */
export const emptyDecisions = (owner: pg.Client) => owner.query(`truncate ${TABLES.join(', ')}`);

/** Reads the rows that processing left, empties the tables, and inserts the rows again. Answers the milliseconds of the inserts. */
export async function processingFloor(owner: pg.Client, appUrl: string, networkId: number): Promise<number> {
  const rows = new Map<string, Map<string, Row[]>>();
  for (const table of TABLES) {
    // A generated column is no part of what is inserted.
    const { rows: all } = await owner.query<{ key: string; row: Row }>(
      `select order_id::text as key, to_jsonb(t) - 'channel' as row from ${table} t where network_id = $1`,
      [networkId],
    );
    const byOrder = Map.groupBy(all, ({ key }) => key);
    rows.set(table, new Map([...byOrder].map(([key, group]) => [key, group.map(({ row }) => row)])));
  }
  await emptyDecisions(owner);

  const app = new pg.Client({ connectionString: appUrl });
  await app.connect();
  const orders = [...(rows.get('shop_order')?.keys() ?? [])];
  const begin = performance.now();
  for (let from = 0; from < orders.length; from += BATCH) {
    await app.query('begin');
    await app.query('select enter_network($1)', [networkId]);
    for (const table of TABLES) {
      const batch = orders.slice(from, from + BATCH).flatMap((key) => rows.get(table)?.get(key) ?? []);
      const [first] = batch;
      if (!first) continue;
      const columns = Object.keys(first).join(', ');
      const text = `insert into ${table} (${columns})
        select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`;
      await app.query({ name: table, text, values: [JSON.stringify(batch)] });
    }
    await app.query('commit');
  }
  const elapsed = performance.now() - begin;
  await app.end();
  return elapsed;
}
