import { z } from 'zod';
import { assert } from '#app/domain/assert.ts';

/** What a run hands on under one name: columns of numbers, each of its own length, and lists of words. */
export type StateRecord = Readonly<Record<string, StateValue>>;
type StateValue = Int8Array | Uint8Array | Int32Array | Float64Array | readonly string[];

const KINDS = { int8: Int8Array, uint8: Uint8Array, int32: Int32Array, float64: Float64Array } as const;
type Kind = keyof typeof KINDS;

const headerSchema = z.array(
  z.union([
    z.strictObject({ name: z.string(), words: z.array(z.string()) }),
    z.strictObject({ name: z.string(), kind: z.enum(['int8', 'uint8', 'int32', 'float64']), length: z.int().min(0) }),
  ]),
);

const PREFIX_BYTES = 4;
/** Where columns begin, so that none of them is read across the grain of its numbers. */
const aligned = (bytes: number) => Math.ceil(bytes / 8) * 8;

/**
 * A record as one value of `run_state`: the length of a header in four bytes, the header (what there is, in order of name, as JSON),
 * then the columns, each from a multiple of eight bytes on, little-endian. Equal records give equal bytes.
 */
export function stateBytes(record: StateRecord): Buffer {
  const entries = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  const header = Buffer.from(JSON.stringify(entries.map(([name, value]) => ({ name, ...shapeOf(value) }))));
  const parts: Buffer[] = [];
  let at = 0;
  const add = (part: Buffer) => {
    const room = aligned(at) - at;
    parts.push(Buffer.alloc(room), part);
    at += room + part.length;
  };
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt32LE(header.length);
  add(Buffer.concat([prefix, header]));
  for (const [, value] of entries) {
    if (!isWords(value)) add(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
  }
  return Buffer.concat(parts);
}

/** The record that `stateBytes` wrote. @throws InvariantError or ZodError on anything else */
export function stateRecord(bytes: Buffer): StateRecord {
  const headerEnd = PREFIX_BYTES + bytes.readUInt32LE();
  const header = headerSchema.parse(JSON.parse(bytes.toString('utf8', PREFIX_BYTES, headerEnd)));
  let at = headerEnd;
  return Object.fromEntries(
    header.map((entry): [string, StateValue] => {
      if ('words' in entry) return [entry.name, entry.words];
      const Column = KINDS[entry.kind];
      const from = aligned(at);
      at = from + entry.length * Column.BYTES_PER_ELEMENT;
      assert(at <= bytes.length, `state ends inside ${entry.name}`);
      // Bytes from the database begin anywhere in their buffer: a copy begins at its own start.
      return [entry.name, new Column(Uint8Array.from(bytes.subarray(from, at)).buffer)];
    }),
  );
}

const isWords = (value: StateValue): value is readonly string[] => Array.isArray(value);

function shapeOf(value: StateValue): { words: readonly string[] } | { kind: Kind; length: number } {
  if (isWords(value)) return { words: value };
  const kind = (Object.keys(KINDS) as Kind[]).find((name) => value instanceof KINDS[name]);
  assert(kind, 'a column of a kind that no state has');
  return { kind, length: value.length };
}
