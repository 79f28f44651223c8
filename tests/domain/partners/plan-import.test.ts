import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ImportRow, KnownPartner } from '#app/domain/partners/import-plan.ts';
import { planImport } from '#app/domain/partners/plan-import.ts';

const row = (line: number, changes: Partial<ImportRow> = {}): ImportRow => ({
  line,
  externalNumber: `E${line}`,
  firstName: 'Eva',
  lastName: `Line ${line}`,
  email: null,
  code: null,
  sponsor: null,
  ...changes,
});
const ANNA: KnownPartner = { number: 1001, externalNumber: 'A-7', email: 'anna@example.com', codes: ['ANNA'] };
const errorsOf = (rows: ImportRow[], known: KnownPartner[] = [ANNA]) => planImport(rows, known).errors;

/** A forest: each line is sponsored by an earlier one, or by nobody; then the lines are shuffled. */
const arbForest = fc
  .array(fc.nat(), { minLength: 1, maxLength: 30 })
  .map((picks) =>
    picks.map((pick, index) =>
      row(index + 2, { sponsor: index === 0 || pick % 4 === 0 ? null : `E${(pick % index) + 2}` }),
    ),
  )
  .chain((rows) => fc.shuffledSubarray(rows, { minLength: rows.length }));

test('sponsors come first, nobody is lost, whatever the order of the lines', () => {
  fc.assert(
    fc.property(arbForest, (rows) => {
      const { partners, errors } = planImport(rows, []);
      expect(errors).toEqual([]);
      expect(partners.map(({ line }) => line).toSorted((a, b) => a - b)).toEqual(
        rows.map(({ line }) => line).toSorted((a, b) => a - b),
      );
      const seen = new Set<number>();
      for (const { line, sponsor } of partners) {
        if (sponsor.kind === 'line') expect(seen.has(sponsor.line)).toBe(true);
        seen.add(line);
      }
    }),
  );
});

test('whatever is linked to whom, a line is planned, faulty, or hangs on a faulty one, and cycles are told once', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(12), { minLength: 1, maxLength: 12 }), (links) => {
      const rows = links.map((to, index) =>
        row(index + 2, { sponsor: to === 12 ? null : `E${(to % links.length) + 2}` }),
      );
      const { partners, errors } = planImport(rows, []);
      const planned = new Set(partners.map(({ line }) => line));
      const onCycles = errors.flatMap((error) =>
        error.code === 'cycle' ? error.path.slice(1).map(({ line }) => line) : [],
      );
      expect(new Set(onCycles).size).toBe(onCycles.length);
      for (const { line, sponsor } of rows) {
        const isLoose = sponsor !== null && !planned.has(Number(sponsor.slice(1)));
        expect(planned.has(line)).toBe(!isLoose);
        expect(planned.has(line) && onCycles.includes(line)).toBe(false);
      }
      if (partners.length < rows.length) expect(onCycles.length).toBeGreaterThan(0);
    }),
  );
});

test('a sponsor is found by external number, of the file first, then by number or code', () => {
  const sponsors = ['A-7', '1001', 'anna', 'E2', null];
  const rows = sponsors.map((sponsor, index) => row(index + 2, { sponsor }));
  const known = [ANNA, { ...ANNA, number: 1002, externalNumber: 'E2', email: null, codes: [] }];
  const shadowed = planImport(rows.slice(1), known).partners.map(({ sponsor }) => sponsor);
  expect(planImport(rows, [ANNA]).partners.map(({ sponsor }) => sponsor)).toEqual([
    { kind: 'known', number: 1001 },
    { kind: 'known', number: 1001 },
    { kind: 'known', number: 1001 },
    { kind: 'line', line: 2 },
    { kind: 'known', number: 0 },
  ]);
  expect(shadowed[2]).toEqual({ kind: 'known', number: 1002 });
});

test('a cycle is told at its first line with the path that closes', () => {
  const rows = [
    row(2, { sponsor: 'E4' }),
    row(3, { sponsor: 'E2' }),
    row(4, { sponsor: 'E3' }),
    row(5, { sponsor: 'E4' }),
    row(6, { sponsor: 'E6' }),
  ];
  const { partners, errors } = planImport(rows, []);
  expect(partners).toEqual([]);
  expect(errors.map((error) => (error.code === 'cycle' ? error.path.map(({ line }) => line) : error))).toEqual([
    [2, 4, 3, 2],
    [6, 6],
  ]);
});

test('nobody is blamed for a faulty sponsor', () => {
  const rows = [row(2, { email: 'not a mail' }), row(3, { sponsor: 'E2' }), row(4)];
  const { partners, errors } = planImport(rows, []);
  expect(partners.map(({ line }) => line)).toEqual([4]);
  expect(errors).toEqual([{ line: 2, code: 'bad-email', email: 'not a mail' }]);
});

const takenByAnna = { kind: 'partner', number: 1001 } as const;
test.each([
  [[row(2, { firstName: ' ', lastName: null })], [{ line: 2, code: 'missing-name' }]],
  [
    [row(2, { email: 'Anna@Example.com' })],
    [{ line: 2, code: 'duplicate-email', email: 'anna@example.com', takenBy: takenByAnna }],
  ],
  [
    [row(2, { email: 'a@b.de' }), row(3, { email: ' A@B.DE ' })],
    [{ line: 3, code: 'duplicate-email', email: 'a@b.de', takenBy: { kind: 'line', line: 2 } }],
  ],
  [
    [row(2, { externalNumber: 'A-7' })],
    [{ line: 2, code: 'duplicate-number', externalNumber: 'A-7', takenBy: takenByAnna }],
  ],
  [
    [row(2), row(3, { externalNumber: 'E2' })],
    [{ line: 3, code: 'duplicate-number', externalNumber: 'E2', takenBy: { kind: 'line', line: 2 } }],
  ],
  [[row(2, { code: 'Ännchen' })], [{ line: 2, code: 'bad-code', partnerCode: 'ÄNNCHEN', problem: 'bad-character' }]],
  [[row(2, { code: 'anna' })], [{ line: 2, code: 'duplicate-code', partnerCode: 'ANNA', takenBy: takenByAnna }]],
  [
    [row(2, { code: 'B0B' }), row(3, { code: 'BOB' })],
    [{ line: 3, code: 'look-alike-code', partnerCode: 'BOB', other: 'B0B', takenBy: { kind: 'line', line: 2 } }],
  ],
  [[row(2, { sponsor: 'Nobody' })], [{ line: 2, code: 'unknown-sponsor', sponsor: 'Nobody' }]],
])('what is wrong with a line has a code and what it needs to be told: %#', (rows, expected) => {
  expect(errorsOf(rows)).toEqual(expected);
});

test.each(['a@b', 'a b@c.de', '@b.de', 'a@b.de,c@d.de', 'a@b..de', `${'a'.repeat(250)}@b.de`])(
  '%s is no mail address',
  (email) => {
    expect(errorsOf([row(2, { email })])).toMatchObject([{ code: 'bad-email' }]);
  },
);

test('all errors of a line are told at once', () => {
  expect(
    errorsOf([row(2, { firstName: null, lastName: null, email: 'x', code: '1' })]).map(({ code }) => code),
  ).toEqual(['missing-name', 'bad-email', 'bad-code']);
});

test('a chain of 100,000 lines, last sponsor first, is planned in seconds and without a deep stack', () => {
  const count = 100_000;
  const rows = Array.from({ length: count }, (_, index) =>
    row(index + 2, {
      email: `p${index}@example.com`,
      code: `P${index.toString(36).padStart(6, 'X')}Q`.replace(/[oilsbz]/g, 'A') + index,
      sponsor: index === count - 1 ? null : `E${index + 3}`,
    }),
  );
  const { partners, errors } = planImport(rows, [ANNA]);
  expect(errors).toEqual([]);
  expect(partners[0]?.line).toBe(count + 1);
  expect(partners).toHaveLength(count);
});
