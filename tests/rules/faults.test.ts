// Goal: tests of the core see what is wrong. Method: two faults, each seeded into a copy; `node tests/faults/run.ts` seeds them all.
import { expect, test } from 'vitest';
import { FAULTS } from '#tests/faults/faults.ts';
import { SeededCopy } from '#tests/faults/run.ts';
import { textOf } from '#tests/rules/project-files.ts';

const MINUTES_5 = 5 * 60 * 1000;

test('every fault can still be seeded', () => {
  const stale = FAULTS.filter(({ file, from }) => textOf(file).split(from).length !== 2);
  expect(stale.map(({ name }) => name)).toEqual([]);
});

test('a fault in rounding and one in grace are found by the tests of their parts', { timeout: MINUTES_5 }, () => {
  using copy = new SeededCopy();
  const parts = FAULTS.filter(({ file }) => /(fraction|grace)\.ts$/.test(file)).map((fault) => {
    return { ...fault, tests: fault.tests.slice(0, 1) };
  });
  expect(parts.map((fault) => copy.missedBy(fault))).toEqual([[], []]);
});
