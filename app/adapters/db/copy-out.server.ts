import type { PoolClient } from 'pg';
import { to } from 'pg-copy-streams';
import { assert } from '#app/domain/assert.ts';

/** Signature, flags and an empty extension: what every binary COPY begins with. */
const HEADER_LENGTH = 19;
/** PostgreSQL counts microseconds from 2000-01-01 UTC. */
const EPOCH_MS = 946_684_800_000;
const TWO_32 = 0x1_0000_0000;

/** The fields of one row of a binary COPY, read from left to right in the types of the query. */
export class CopyRow {
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;

  /** Points at the fields of a row that lies complete in `bytes`. */
  begin(bytes: Buffer, at: number): void {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** int4; null reads as `absent`. */
  int(absent = 0): number {
    const at = this.#next(4);
    return at < 0 ? absent : this.#bytes.readInt32BE(at);
  }

  /** int8 between -2^53 and 2^53; null reads as 0. */
  long(): number {
    const at = this.#next(8);
    return at < 0 ? 0 : this.#bytes.readInt32BE(at) * TWO_32 + this.#bytes.readUInt32BE(at + 4);
  }

  /** int8 of any size, such as Shopify's ids. */
  id(): bigint {
    const at = this.#next(8);
    return at < 0 ? 0n : this.#bytes.readBigInt64BE(at);
  }

  bool(): boolean {
    const at = this.#next(1);
    return at >= 0 && this.#bytes[at] === 1;
  }

  /** timestamptz as milliseconds since 1970. */
  ms(): number {
    return EPOCH_MS + this.long() / 1000;
  }

  /** bytea, without a copy: read it before the next row; null reads as none. */
  bytes(): Uint8Array {
    const length = Math.max(this.#bytes.readInt32BE(this.#at), 0);
    const at = this.#at + 4;
    this.#at = at + length;
    return this.#bytes.subarray(at, this.#at);
  }

  /** text; null reads as ''. */
  text(): string {
    const length = this.#bytes.readInt32BE(this.#at);
    const at = this.#at + 4;
    this.#at = at + Math.max(length, 0);
    return length < 0 ? '' : this.#bytes.toString('utf8', at, this.#at);
  }

  #next(width: number): number {
    const at = this.#at + 4;
    const length = this.#bytes.readInt32BE(this.#at);
    this.#at = at + Math.max(length, 0);
    if (length < 0) return -1;
    if (length !== width) assert(false, `a field of ${length} bytes where ${width} are read`);
    return at;
  }
}

/** Where the row that begins at `at` ends; -1 while its end has not come yet. */
function endOfRow(bytes: Buffer, at: number): number {
  if (at + 2 > bytes.length) return -1;
  let end = at + 2;
  for (let fields = bytes.readInt16BE(at); fields > 0; fields--) {
    if (end + 4 > bytes.length) return -1;
    end += 4 + Math.max(bytes.readInt32BE(end), 0);
  }
  return end <= bytes.length ? end : -1;
}

/**
 * Reads a query by binary COPY, row by row, without an object per row. COPY takes no parameters, so the query is made of
 * validated numbers only.
 */
export async function copyOut(client: PoolClient, query: string, onRow: (row: CopyRow) => void): Promise<void> {
  const stream = client.query(to(`copy (${query}) to stdout (format binary)`, { highWaterMark: 1 << 20 }));
  const row = new CopyRow();
  let isBeyondHeader = false;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    if (!isBeyondHeader && bytes.length >= HEADER_LENGTH) {
      isBeyondHeader = true;
      at = HEADER_LENGTH;
    }
    while (isBeyondHeader) {
      const end = endOfRow(bytes, at);
      const isTrailer = end === at + 2;
      if (end < 0 || isTrailer) break;
      row.begin(bytes, at + 2);
      onRow(row);
      at = end;
    }
    rest = bytes.subarray(at);
  }
  assert(rest.length === 2 && rest.readInt16BE(0) === -1, 'a COPY that ended inside a row');
}
