/** One line of the core that says something else: `from` stands exactly once in the file. */
export interface Fault {
  /** What would be wrong. */
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Tests that must fail, each of them. */
  readonly tests: readonly string[];
}

const ENGINE = 'app/domain/engine';
const OPINION = 'tests/second-opinion/second-opinion.test.ts';
const tested = (name: string) => [`tests/domain/engine/${name}.test.ts`, OPINION];

/** Faults that must not go unseen: each is found by the test of its part, and all but one by the second opinion too. */
export const FAULTS: readonly Fault[] = [
  {
    name: 'dynamic compression lets somebody without a rate keep his level',
    file: `${ENGINE}/level-path.ts`,
    from: `case 'dynamic':
        return false;`,
    to: `case 'dynamic':
        return reached > 0;`,
    tests: tested('primitives/level-walk'),
  },
  {
    name: 'a lower rate further up opens the difference again',
    file: `${ENGINE}/difference-walk.ts`,
    from: `sink.passed(partner, rate === 0 ? 'no-rate' : 'no-difference', 0);
    this.#below = Math.max(this.#below, rate);`,
    to: `sink.passed(partner, rate === 0 ? 'no-rate' : 'no-difference', 0);
    this.#below = rate;`,
    tests: tested('primitives/differential-walk'),
  },
  {
    name: 'an own purchase beyond the limit is forgotten with the next one',
    file: `${ENGINE}/commissionable.ts`,
    from: `used.set(partner, before + bought);`,
    to: `used.set(partner, bought);`,
    tests: tested('commissionable'),
  },
  {
    name: 'who holds a rank must achieve it again',
    file: `${ENGINE}/ranks.ts`,
    from: `rank <= titleBefore ? rule.maintain`,
    to: `rank < titleBefore ? rule.maintain`,
    tests: tested('ranks'),
  },
  {
    name: 'a promotion protects a period longer',
    file: `${ENGINE}/grace.ts`,
    from: `since + 1 < grace.after_promotion`,
    to: `since < grace.after_promotion`,
    tests: tested('ranks'),
  },
  {
    name: 'halves are rounded to odd',
    file: `${ENGINE}/fraction.ts`,
    from: `whole % 2 !== 0 ? whole + 1`,
    to: `whole % 2 === 0 ? whole + 1`,
    tests: tested('fraction'),
  },
  {
    name: 'a cap of an older plan asks for the rank of the open period',
    file: `${ENGINE}/run-period.ts`,
    from: `prepared.before[group.period]?.rank ?? standing.rank`,
    to: `standing.rank`,
    // Random cases seldom have an older plan, a late order and a cap by rank at once.
    tests: tested('plan-groups').slice(0, 1),
  },
  {
    name: 'a leader who does not qualify is invisible where he should close the generation',
    file: `${ENGINE}/primitives/generation-walk.ts`,
    from: `return this.component.inactive_leader !== 'invisible';`,
    to: `return this.component.inactive_leader === 'invisible_consumes_number';`,
    tests: tested('primitives/generation-walk'),
  },
  {
    name: 'people of his own count in a leg next to theirs',
    file: `${ENGINE}/predicate.ts`,
    from: `place >= (position[leg] as number) && place < (subtreeEnd[leg] as number)`,
    to: `place >= (position[leg] as number)`,
    tests: tested('predicate'),
  },
  {
    name: 'a match takes what was earned before the cap',
    file: `${ENGINE}/run-period.ts`,
    from: `return kind === 'net' ? net : grossOf(net, place, caps);`,
    to: `return grossOf(net, place, caps);`,
    tests: tested('primitives/matching'),
  },
  {
    name: 'remaining cents go to the smallest remainders',
    file: `${ENGINE}/allocate-exact.ts`,
    from: `const least = sorted[sorted.length - units] as number;`,
    to: `const least = sorted[0] as number;`,
    tests: tested('allocate-exact'),
  },
  {
    name: 'the limit of steps is one too many',
    file: `${ENGINE}/primitives/points-split.ts`,
    from: `step <= depthMax`,
    to: `step <= depthMax + 1`,
    tests: tested('primitives/points-split'),
  },
];
