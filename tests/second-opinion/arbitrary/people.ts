import fc from 'fast-check';
import type { CaseDocument } from '#tests/second-opinion/document.ts';

const DAY = 86_400_000;
export const START = Date.parse('2026-03-01T00:00:00Z');
export const DAYS = 31;

/** The instant of a day of the period; before it below 0. Few of them, so that many fall together. */
export const onDay = (day: number) => new Date(START + day * DAY).toISOString();

const arbPerson = fc.record({
  sponsor: fc.nat(),
  joined: fc.oneof({ arbitrary: fc.integer({ min: -40, max: 0 }), weight: 6 }, fc.integer({ min: 1, max: 33 })),
  moves: fc.array(fc.record({ day: fc.integer({ min: -5, max: 33 }), to: fc.nat() }), { maxLength: 2, size: '-2' }),
  statuses: fc.array(
    fc.record({
      day: fc.integer({ min: -5, max: 33 }),
      status: fc.constantFrom('active' as const, 'suspended' as const, 'terminated' as const),
    }),
    { maxLength: 2, size: '-2' },
  ),
});
type Person = ReturnType<typeof arbPerson.generate>['value'];

/** How a tree grows: anyhow, as one line, below one person, or a few wide. */
const SHAPES = {
  any: (pick: number, index: number) => pick % (index + 1),
  chain: (_: number, index: number) => index,
  star: (_: number, index: number) => Math.min(index, 1),
  bushy: (pick: number, index: number) => (index === 0 ? 0 : 1 + Math.floor((index - 1) / (2 + (pick % 2)))),
} as const;

export const numberOf = (index: number) => 1000 + index;

/** Partners with dated sponsors and statuses. A sponsor always has the lower number, so that no date can close a circle. */
export const arbPeople: fc.Arbitrary<CaseDocument['partners']> = fc
  .record({
    shape: fc.constantFrom('any' as const, 'chain' as const, 'star' as const, 'bushy' as const),
    people: fc.oneof(
      { arbitrary: fc.array(arbPerson, { minLength: 1, maxLength: 12, size: 'max' }), weight: 12 },
      { arbitrary: fc.array(arbPerson, { minLength: 8, maxLength: 50, size: 'max' }), weight: 3 },
      { arbitrary: fc.array(arbPerson, { minLength: 50, maxLength: 200, size: 'max' }), weight: 1 },
    ),
  })
  .map(({ shape, people }) => people.map((person, index) => partnerOf(person, index, SHAPES[shape])));

function partnerOf({ sponsor, joined, moves, statuses }: Person, index: number, shape: (typeof SHAPES)['any']) {
  const above = (place: number) => (place === 0 ? 0 : numberOf(place));
  return {
    number: numberOf(index + 1),
    joined: onDay(joined),
    sponsors: [
      { from: onDay(joined), sponsor: above(shape(sponsor, index)) },
      ...moves.map(({ day, to }) => ({ from: onDay(Math.max(day, joined)), sponsor: above(to % (index + 1)) })),
    ],
    ...(statuses.length === 0
      ? {}
      : {
          statuses: [
            { from: onDay(joined), status: 'active' as const },
            ...statuses.map(({ day, status }) => ({ from: onDay(Math.max(day, joined)), status })),
          ],
        }),
  };
}

/** One position each in a placement tree of a width, except for whom `isPlaced` leaves out. */
export function positionsOf(
  tree: string,
  width: number,
  picks: readonly { parent: number; slot: number; isPlaced: boolean }[],
): NonNullable<CaseDocument['positions']> {
  const taken = new Map<number, Set<number>>();
  const placed: number[] = [];
  return picks.flatMap(({ parent, slot, isPlaced }, index) => {
    if (!isPlaced) return [];
    const number = placed.length + 1;
    const open = placed.filter((one) => (taken.get(one)?.size ?? 0) < width);
    const above = open.length === 0 ? 0 : (open[parent % open.length] ?? 0);
    const slots = taken.get(above) ?? new Set();
    const free = Array.from({ length: width }, (_, one) => (slot + one) % width).find((one) => !slots.has(one)) ?? 0;
    taken.set(above, new Set([...slots, free]));
    placed.push(number);
    const edges = [{ from: onDay(-50), parent: above }];
    return [{ tree, number, owner: numberOf(index + 1), slot: above === 0 ? 0 : free, edges }];
  });
}
