import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { outcomeOf } from '#tests/domain/engine/example-case.ts';
import type { OutcomeRow } from '#tests/domain/engine/examples/format.ts';

/** Worked examples of public sources lie beside the checkout where this is built: they are not ours to hand on. */
const EXAMPLES = new URL('../../../../shared/examples/plan-examples.json', import.meta.url);

const exampleSchema = z.looseObject({
  id: z.string(),
  plan_type: z.string(),
  expected: z.array(z.record(z.string(), z.union([z.string(), z.int()]))),
  expected_is_subset: z.boolean().default(false),
  expected_state: z.record(z.string(), z.unknown()).default({}),
});
type Example = z.infer<typeof exampleSchema>;
type Expected = Example['expected'][number];

/** Where a source says something else than plans.md, and what the engine does. */
const CONTRADICTIONS: Readonly<Record<string, string>> = {
  'FST-01': 'The magazine prints 16.40 for 20 % of 132; the rule (plans 3) makes it 26.40.',
  'CAP-02':
    'The source rounds the reduction to 12 %; plans 4.19 has the exact factor, which is CAP-01. Here 12 % is the cap.',
  'INF-01':
    'The code of the source pays the whole own rate from the third rate on; plans 3 has the difference, or a blocker.',
};

/** Where the engine says the same in other rows than the source. */
const OTHER_ROWS: Readonly<Record<string, string>> = {
  'DIF-01': 'One row per group below, so that each has a base and a rate (plans 4.18); their sum is the source’s row.',
  'BRK-01': 'The override is paid order by order (plans 2.2), so that a refund finds its row; the group is their sum.',
};

if (existsSync(EXAMPLES)) everyExample(z.array(exampleSchema).parse(JSON.parse(readFileSync(EXAMPLES, 'utf8'))));
else {
  // A clone without the examples has nothing to compare: saying so passes, where a skipped test would look forgotten.
  test('the worked examples are not beside this checkout', () => {
    expect(existsSync(EXAMPLES)).toBe(false);
  });
}

function everyExample(examples: readonly Example[]): void {
  test('there are 47 examples, each with an id of its own', () => {
    expect(new Set(examples.map(({ id }) => id)).size).toBe(47);
    expect(examples).toHaveLength(47);
  });

  test('notes are about examples that exist', () => {
    const ids = new Set(examples.map(({ id }) => id));
    expect(Object.keys({ ...CONTRADICTIONS, ...OTHER_ROWS }).filter((id) => !ids.has(id))).toEqual([]);
  });

  for (const example of examples) {
    const note = CONTRADICTIONS[example.id] ?? OTHER_ROWS[example.id];
    test(`${example.id}, ${example.plan_type}: the engine comes to what is expected${note ? ` (${note})` : ''}`, () => {
      const { rows, state = {} } = outcomeOf(example);
      const { missing, unexpected } = compared(example.expected, rows);
      expect({ missing, unexpected: example.expected_is_subset ? [] : unexpected }).toEqual({
        missing: [],
        unexpected: [],
      });
      expect(withPlainNumbers(state)).toMatchObject(withPlainNumbers(example.expected_state) as object);
    });
  }
}

/** Every expected row takes one row that agrees in all the fields it names. */
function compared(expected: readonly Expected[], rows: readonly OutcomeRow[]) {
  const left: OutcomeRow[] = [...rows];
  const missing = expected.filter((one) => {
    const place = left.findIndex((row) => agrees(one, { ...row }));
    if (place < 0) return true;
    left.splice(place, 1);
    return false;
  });
  return { missing, unexpected: left };
}

function agrees(expected: Expected, row: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(expected).every(([field, value]) => row[field] === value);
}

/** "500" and "500.00" are the same volume. */
function withPlainNumbers(value: unknown): unknown {
  if (typeof value === 'string') return /^-?\d+\.\d+$/.test(value) ? value.replace(/\.?0+$/, '') : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withPlainNumbers(inner)]));
}
