import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from } from 'pg-copy-streams';
import { assert } from '#app/domain/assert.ts';

/** A column of rows in one of the types that run-written tables are made of; `timestamptz` is in milliseconds since
 * 1970, `id` is an int8 of any size. */
export type BulkColumn =
  | { readonly name: string; readonly type: 'int2' | 'int4'; readonly values: Int32Array }
  | { readonly name: string; readonly type: 'int8' | 'timestamptz'; readonly values: Float64Array }
  | { readonly name: string; readonly type: 'id'; readonly values: BigInt64Array }
  | { readonly name: string; readonly type: 'bool'; readonly values: Uint8Array }
  /** As many bytes in each row as there are columns in `bytes`. */
  | { readonly name: string; readonly type: 'bytea'; readonly bytes: readonly Uint8Array[] }
  /** A bytea too: row by row, `width` bytes each. */
  | { readonly name: string; readonly type: 'packed'; readonly width: number; readonly values: Uint8Array };

/** A column with the same value in every row. `date` is in days since 2000-01-01. */
export type BulkConstant =
  | { readonly name: string; readonly type: 'int4' | 'date'; readonly value: number }
  | { readonly name: string; readonly type: 'text'; readonly value: string };

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);
const ROWS_PER_CHUNK = 2048;
const EPOCH_MS = 946_684_800_000;
const TWO_32 = 0x1_0000_0000;
const WIDTH = { bool: 1, int2: 2, int4: 4, date: 4, int8: 8, id: 8, timestamptz: 8 } as const;

function writeLong(view: DataView, at: number, value: number): void {
  const low = value >>> 0;
  view.setInt32(at, (value - low) / TWO_32);
  view.setUint32(at + 4, low);
}

/** Writes rows `first` up to `first + rows` of one column, each `stride` bytes after the one before. */
function writeColumn(
  view: DataView,
  column: BulkColumn,
  place: { at: number; stride: number; first: number; rows: number },
) {
  const { stride, first, rows } = place;
  let { at } = place;
  switch (column.type) {
    case 'bool':
      for (let row = first; row < first + rows; row++, at += stride) view.setUint8(at, column.values[row] as number);
      return;
    case 'int2':
      for (let row = first; row < first + rows; row++, at += stride) view.setInt16(at, column.values[row] as number);
      return;
    case 'int4':
      for (let row = first; row < first + rows; row++, at += stride) view.setInt32(at, column.values[row] as number);
      return;
    case 'int8':
      for (let row = first; row < first + rows; row++, at += stride) writeLong(view, at, column.values[row] as number);
      return;
    case 'id':
      for (let row = first; row < first + rows; row++, at += stride) view.setBigInt64(at, column.values[row] as bigint);
      return;
    case 'bytea':
      column.bytes.forEach((values, byte) => {
        let target = at + byte;
        for (let row = first; row < first + rows; row++, target += stride) view.setUint8(target, values[row] as number);
      });
      return;
    case 'packed':
      for (let row = first; row < first + rows; row++, at += stride) {
        const from = row * column.width;
        new Uint8Array(view.buffer, view.byteOffset + at).set(column.values.subarray(from, from + column.width));
      }
      return;
    case 'timestamptz':
      for (let row = first; row < first + rows; row++, at += stride) {
        writeLong(view, at, ((column.values[row] as number) - EPOCH_MS) * 1000);
      }
  }
}

function widthOf(field: BulkConstant | BulkColumn): number {
  switch (field.type) {
    case 'bytea':
      return field.bytes.length;
    case 'packed':
      return field.width;
    case 'text':
      return Buffer.byteLength(field.value);
    default:
      return WIDTH[field.type];
  }
}

/** One row with the constants in place and room for the columns, and where each column's value goes. */
function rowTemplate(constants: readonly BulkConstant[], columns: readonly BulkColumn[]) {
  const fields = [...constants, ...columns];
  const length = 2 + fields.reduce((bytes, field) => bytes + 4 + widthOf(field), 0);
  const bytes = Buffer.alloc(length);
  bytes.writeInt16BE(fields.length, 0);
  const offsets: number[] = [];
  let at = 2;
  for (const field of fields) {
    bytes.writeInt32BE(widthOf(field), at);
    if (field.type === 'text') bytes.write(field.value, at + 4);
    else if ('value' in field) bytes.writeInt32BE(field.value, at + 4);
    else offsets.push(at + 4);
    at += 4 + widthOf(field);
  }
  return { bytes, offsets };
}

function* chunksOf(
  constants: readonly BulkConstant[],
  columns: readonly BulkColumn[],
  count: number,
): Generator<Buffer> {
  const { bytes, offsets } = rowTemplate(constants, columns);
  const stride = bytes.length;
  const empty = Buffer.concat(Array.from({ length: Math.min(ROWS_PER_CHUNK, count) }, () => bytes));
  for (let first = 0; first < count; first += ROWS_PER_CHUNK) {
    const rows = Math.min(ROWS_PER_CHUNK, count - first);
    const chunk = Buffer.from(empty.subarray(0, rows * stride));
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
    columns.forEach((column, index) => {
      writeColumn(view, column, { at: offsets[index] as number, stride, first, rows });
    });
    yield chunk;
  }
}

/** Writes `count` rows into a table by binary COPY; the columns stand in arrays. Names are ours, never a user's. */
export async function copyIn(
  client: PoolClient,
  table: string,
  { constants, columns, count }: { constants: readonly BulkConstant[]; columns: readonly BulkColumn[]; count: number },
): Promise<void> {
  for (const column of columns) {
    const all = column.type === 'bytea' ? column.bytes : [column.values];
    const length = column.type === 'packed' ? count * column.width : count;
    for (const values of all) assert(values.length === length, `column ${column.name} of another length`);
  }
  const names = [...constants, ...columns].map(({ name }) => name).join(', ');
  const stream = client.query(from(`copy ${table} (${names}) from stdin (format binary)`));
  const done = finished(stream);
  const write = async (chunk: Buffer) => {
    if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), done]);
  };
  await write(SIGNATURE);
  for (const chunk of chunksOf(constants, columns, count)) await write(chunk);
  stream.end(TRAILER);
  await done;
}
