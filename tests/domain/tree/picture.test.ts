import { expect, test } from 'vitest';
import {
  inReadingOrder,
  marksOf,
  treeStateOf,
  withBranch,
  withLine,
  withOpen,
  type Mark,
  type TreeBranch,
  type TreePerson,
} from '#app/domain/tree/picture.ts';

const person = (number: number): TreePerson => ({
  number,
  firstName: `P${number}`,
  lastName: '',
  status: 'active',
  active: true,
  level: null,
  ownMinor: null,
  teamMinor: null,
  earnedMinor: null,
  below: null,
  hasChildren: true,
});

const branch = (parent: number, numbers: number[], more: Partial<TreeBranch> = {}): TreeBranch => ({
  parent,
  total: numbers.length,
  offset: 0,
  nodes: numbers.map(person),
  rest: null,
  folds: {},
  ...more,
});

const words = (root: Mark): string =>
  inReadingOrder(root)
    .map((mark) => {
      const indent = ' '.repeat(mark.depth - 1);
      if (mark.kind === 'person') return `${indent}${mark.person.number} ${mark.place}/${mark.setSize}`;
      if (mark.kind === 'slot') return `${indent}free ${mark.slot} ${mark.place}/${mark.setSize}`;
      return mark.kind === 'fold' ? `${indent}+${mark.hidden} in a row` : `${indent}${mark.bundle.count} more`;
    })
    .join('\n');

test('children stand below the focus in their order, what is left out is one mark', () => {
  const state = treeStateOf(person(1), [
    branch(1, [2, 3], { total: 9, rest: { count: 7, active: 3, value: '70' } }),
    branch(3, [4]),
  ]);
  expect(words(marksOf(state))).toBe('1 1/1\n 2 1/9\n 3 2/9\n  4 1/1\n 7 more');
});

test('more of a bundle comes behind what is shown; loaded twice it is there once', () => {
  const more = branch(1, [4, 5], { total: 4, offset: 2 });
  const state = treeStateOf(person(1), [
    branch(1, [2, 3], { total: 4, rest: { count: 2, active: null, value: null } }),
  ]);
  const once = withBranch(state, more);
  expect(words(marksOf(once))).toBe('1 1/1\n 2 1/4\n 3 2/4\n 4 3/4\n 5 4/4');
  expect(words(marksOf(withBranch(once, more)))).toBe(words(marksOf(once)));
});

test('a line is folded between its beginning and its end, and unfolds part by part', () => {
  const folded = treeStateOf(person(1), [branch(1, [2], { folds: { 2: { hidden: 4, end: person(7) } } })]);
  expect(words(marksOf(folded))).toBe('1 1/1\n 2 1/1\n  +4 in a row\n   7 1/1');
  const part = withLine(folded, 2, [person(3), person(4)]);
  expect(words(marksOf(part))).toBe('1 1/1\n 2 1/1\n  3 1/1\n   4 1/1\n    +2 in a row\n     7 1/1');
  const whole = withLine(part, 2, [person(5), person(6), person(7)]);
  expect(words(marksOf(whole))).toBe('1 1/1\n 2 1/1\n  3 1/1\n   4 1/1\n    5 1/1\n     6 1/1\n      7 1/1');
});

test('closing hides what is below and keeps it for opening again', () => {
  const state = treeStateOf(person(1), [branch(1, [2]), branch(2, [3])]);
  const closed = withOpen(state, 2, false);
  expect(words(marksOf(closed))).toBe('1 1/1\n 2 1/1');
  expect(words(marksOf(withOpen(closed, 2, true)))).toBe(words(marksOf(state)));
});

test('in a placement tree children stand slot by slot, and free slots between them', () => {
  const placed = (number: number, slot: number): TreePerson => ({
    ...person(number),
    place: { partner: 1000 + number, slot },
  });
  const branch = {
    parent: 1,
    total: 2,
    offset: 0,
    nodes: [placed(3, 1), placed(2, 3)],
    rest: null,
    folds: {},
    free: [2, 0],
  };
  const state = treeStateOf(placed(1, 0), [branch]);
  expect(words(marksOf(state))).toBe(['1 1/1', ' free 0 1/4', ' 3 2/4', ' free 2 3/4', ' 2 4/4'].join('\n'));
});
