import { pipeline } from 'node:stream/promises';
import { Readable, Writable } from 'node:stream';
import pg from 'pg';
import { from, to } from 'pg-copy-streams';

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/** The columns that a run needs, of every fact of the network. */
const FACTS = `select number, sponsor, valid_from, recorded_seq, 0::bigint, 0::bigint, false, '' from sponsor_edge
  union all select number, 1, valid_from, recorded_seq, 0, 0, false, '' from partner_status
  union all select number, 0, joined_at, 0, 0, 0, false, '' from partner
  union all select shop_id, coalesce(number, 0), recorded_at, order_id, 0, 0, own_order, '' from attribution
  union all select shop_id, 0, as_of, order_id, line_id, base_minor, earns, '' from volume_entry
  union all select shop_id, 0, frozen_at, order_id, line_id, 0, false, array_to_string(tags, ' ') from order_line`;

/** The rows of a run as PostgreSQL writes them, under another run's number. */
export async function rowsOf(ownerUrl: string, table: string, runs: { from: number; as: number }): Promise<Buffer> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ columns: string }>(
    `select string_agg(column_name, ', ' order by ordinal_position) as columns from information_schema.columns
      where table_name = $1 and column_name not in ('network_id', 'run_id')`,
    [table],
  );
  const chunks: Buffer[] = [];
  const query = `select network_id, ${runs.as}::int, ${rows[0]?.columns} from ${table} where run_id = ${runs.from}`;
  await pipeline(
    owner.query(to(`copy (${query}) to stdout (format binary)`)),
    async (stream: AsyncIterable<Buffer>) => {
      for await (const chunk of stream) chunks.push(chunk);
    },
  );
  await owner.end();
  return Buffer.concat(chunks);
}

/** The least that a preview can be: one COPY out of the facts, one COPY in of the rows into each table they go to. */
export async function previewFloor(urls: { owner: string; bulk: string }, rows: ReadonlyMap<string, Buffer>) {
  const begin = performance.now();
  const reader = new pg.Client({ connectionString: urls.owner });
  await reader.connect();
  await pipeline(reader.query(to(`copy (${FACTS}) to stdout (format binary)`)), nowhere());
  await reader.end();
  const writer = new pg.Client({ connectionString: urls.bulk });
  await writer.connect();
  await writer.query('begin');
  for (const [table, bytes] of rows) {
    await pipeline(Readable.from(slices(bytes)), writer.query(from(`copy ${table} from stdin (format binary)`)));
  }
  await writer.query('commit');
  await writer.end();
  return performance.now() - begin;
}

function* slices(bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += 1 << 18) yield bytes.subarray(at, at + (1 << 18));
}
