import { expect, test } from 'vitest';
import { readTable } from '#app/adapters/csv/read-table.server.ts';

// Goal: whatever program wrote the file, the same cells come out. Method: the bytes that those programs write.
const HEADINGS = ['Nummer', 'Vorname', 'Größe'];
const ROW = ['1001,00', 'Jörg "JJ"; Groß', '12,50 €'];

const csv = (separator: string, newline: string) =>
  [HEADINGS, ROW].map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator)).join(newline);

/** What Excel writes in windows-1252: the umlauts as in Latin-1, the euro sign as 0x80. */
const windows1252 = (text: string) =>
  Buffer.from([...text].map((letter) => (letter === '€' ? 0x80 : letter.charCodeAt(0))));

const utf16be = (text: string) => {
  const bytes = Buffer.from(text, 'utf16le');
  return Buffer.concat([Buffer.of(0xfe, 0xff), bytes.swap16()]);
};

test.each([
  ['German Excel, windows-1252', windows1252(csv(';', '\r\n'))],
  ['German Excel, UTF-8 with mark', Buffer.from(`\ufeff${csv(';', '\r\n')}`)],
  ['English Excel, UTF-8 without mark', Buffer.from(csv(',', '\r\n'))],
  ['Excel “Unicode text”, UTF-16 with tabs', Buffer.from(`\ufeff${csv('\t', '\r\n')}`, 'utf16le')],
  ['UTF-16 without a mark', Buffer.from(csv(';', '\n'), 'utf16le')],
  ['UTF-16, big end first', utf16be(csv(',', '\n'))],
  ['a Mac of old', Buffer.from(csv(';', '\r'))],
  ['Excel’s own first line', Buffer.from(`sep=;\r\n${csv(';', '\r\n')}`)],
])('%s', (_, bytes) => {
  const { headings, rows } = readTable(bytes);
  expect(headings).toEqual(HEADINGS);
  expect(rows.map((row) => row.cells)).toEqual([ROW]);
});

test('lines are those of the file: empty ones, quoted line breaks and Excel’s first line count', () => {
  const text = 'sep=,\na,b\n1,x\n\n2,"two\nlines"\n3,z\n';
  expect(readTable(Buffer.from(text)).rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
    [3, '1'],
    [5, '2'],
    [7, '3'],
  ]);
});

test('short and long lines are read as they are', () => {
  const { rows } = readTable(Buffer.from('a;b\n1\n1;2;3\n'));
  expect(rows.map((row) => row.cells)).toEqual([['1'], ['1', '2', '3']]);
});

test('a broken quote is refused with its line, and so is a file without columns', () => {
  expect(() => readTable(Buffer.from('a;b\n1;2\n"x;y\n'))).toThrow(
    expect.objectContaining({ code: 'import.not-readable', details: { line: expect.any(Number) as number } }),
  );
  expect(() => readTable(Buffer.from('just words\nmore words\n'))).toThrow('import.not-readable');
  expect(() => readTable(Buffer.alloc(0))).toThrow('import.not-readable');
});

test('a look at the beginning reads no more lines than asked for', () => {
  expect(readTable(Buffer.from('a;b\n1;2\n3;4\n5;6\n'), 2).rows).toHaveLength(1);
});
