import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseState } from '#app/domain/case/case-schema.ts';
import type { Condition } from '#app/domain/plan/condition.ts';
import { groupAtLeast, netAtLeast, paidAs, planOf, rankOf, runSmall, titles } from '#tests/domain/engine/small-case.ts';

/** A partner of a random network: the sponsor has a lower number, so no circle closes; `held` is a place on the ladder. */
interface Someone {
  readonly pick: number;
  readonly sold: number;
  readonly held: number;
}

const LADDER = ['r1', 'r2', 'r3'] as const;
const AMOUNTS = ['0', '100', '250', '400'] as const;

/** Conditions that a rank may ask for, with ranks of others up to its own (0 to `own`, as index). */
function arbCondition(own: number): fc.Arbitrary<Condition> {
  const rank = fc.constantFrom(...LADDER.slice(0, own + 1));
  const amount = fc.constantFrom(...AMOUNTS);
  const count = fc.integer({ min: 1, max: 3 });
  const flat: fc.Arbitrary<Condition> = fc.oneof(
    amount.map((least) => netAtLeast('customer_volume', least)),
    fc
      .record({
        amount,
        levels: fc.constantFrom(null, 1, 2),
        includes_own: fc.boolean(),
        max_leg_share: fc.constantFrom('1', '0.5', '0.4', '0.333333'),
        without_breakaway: fc.boolean(),
      })
      .map(({ amount: least, levels, without_breakaway, ...rest }) =>
        groupAtLeast(least, { ...rest, without_breakaway, levels: without_breakaway ? null : levels }),
      ),
    fc.record({
      kind: fc.constant('legs' as const),
      tree: fc.constant('sponsor'),
      at_least: count,
      rank,
      within: fc.constantFrom('leg' as const, 'first_level' as const),
    }),
    fc.record({
      kind: fc.constant('personally_sponsored' as const),
      at_least: count,
      rank: fc.option(rank, { nil: null }),
      is_active: fc.boolean(),
    }),
    rank.map((least) => ({ kind: 'title_rank' as const, at_least: least })),
  );
  return fc.oneof(
    { weight: 4, arbitrary: flat },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('all' as const, 'any' as const), fc.array(flat, { minLength: 1, maxLength: 3 }))
        .map(([kind, of]) => ({ kind, of })),
    },
    { weight: 1, arbitrary: flat.map((of) => ({ kind: 'not' as const, of })) },
  );
}

const arbLadder = fc
  .tuple(...LADDER.map((_, index) => fc.tuple(arbCondition(index), arbCondition(index))))
  .map((rules) => rules.map(([achieve, maintain], index) => rankOf(LADDER[index] ?? '', achieve, { maintain })));

const arbPeople = fc.array(
  fc.record({
    pick: fc.nat(),
    sold: fc.constantFrom(0, 0, 50, 100, 150, 300),
    held: fc.nat({ max: 3 }),
  }),
  { minLength: 1, maxLength: 12 },
);

const sponsorOf = (pick: number, index: number) => pick % (index + 1);
const placeOf = (id: string) => LADDER.findIndex((rank) => rank === id) + 1;

/**
 * Ranks by the words of the rules: recursion from each partner into his downline, fractions in bigints, nothing of the engine.
 * Everybody is active; nobody has grace.
 */
class NaiveRanks {
  readonly #people: readonly Someone[];
  readonly #ladder: readonly { achieve: Condition; maintain: Condition }[];
  readonly #breakaway: number;
  readonly #byTitle: boolean;

  constructor(
    people: readonly Someone[],
    ladder: readonly { achieve: Condition; maintain: Condition }[],
    head: number,
    byTitle: boolean,
  ) {
    this.#people = people;
    this.#ladder = ladder;
    this.#breakaway = head;
    this.#byTitle = byTitle;
  }

  rank(number: number): number {
    const held = this.#someone(number).held;
    for (let place = this.#ladder.length; place > 0; place--) {
      const rule = this.#ladder[place - 1];
      if (rule && this.#meets(number, place <= held ? rule.maintain : rule.achieve)) return place;
    }
    return 0;
  }

  title(number: number): number {
    return Math.max(this.#someone(number).held, this.rank(number));
  }

  #someone(number: number): Someone {
    return this.#people[number - 1] ?? { pick: 0, sold: 0, held: 0 };
  }

  #children(number: number): number[] {
    return this.#people.flatMap(({ pick }, index) => (sponsorOf(pick, index) === number ? [index + 1] : []));
  }

  #volume(number: number, levels: number): bigint {
    const below = levels === 0 ? [] : this.#children(number).map((child) => this.#volume(child, levels - 1));
    return below.reduce((sum, part) => sum + part, BigInt(this.#someone(number).sold) * 100n);
  }

  #isHead(number: number): boolean {
    return (this.#byTitle ? this.title(number) : this.rank(number)) >= this.#breakaway;
  }

  #ownGroup(number: number): bigint {
    return this.#children(number)
      .map((child) => (this.#isHead(child) ? 0n : this.#ownGroup(child)))
      .reduce((sum, part) => sum + part, BigInt(this.#someone(number).sold) * 100n);
  }

  #holds(number: number, least: number): boolean {
    return this.rank(number) >= least || this.#children(number).some((child) => this.#holds(child, least));
  }

  #meets(number: number, condition: Condition): boolean {
    const children = this.#children(number);
    switch (condition.kind) {
      case 'all':
        return condition.of.every((part) => this.#meets(number, part));
      case 'any':
        return condition.of.some((part) => this.#meets(number, part));
      case 'not':
        return !this.#meets(number, condition.of);
      case 'customer_volume':
        return this.#someone(number).sold >= Number(condition.at_least);
      case 'title_rank':
        return this.#someone(number).held >= placeOf(condition.at_least);
      case 'legs': {
        const least = placeOf(condition.rank ?? '');
        const holds = (child: number) =>
          condition.within === 'leg' ? this.#holds(child, least) : this.rank(child) >= least;
        return children.filter(holds).length >= condition.at_least;
      }
      case 'personally_sponsored': {
        const least = condition.rank === null ? 0 : placeOf(condition.rank);
        return children.filter((child) => this.rank(child) >= least).length >= condition.at_least;
      }
      case 'group_volume':
        return this.#meetsGroup(number, condition);
      default:
        throw new Error(`not in this test: ${condition.kind}`);
    }
  }

  /** In millionths of a cent: each leg counts up to its share of what is asked. */
  #meetsGroup(number: number, rule: Extract<Condition, { kind: 'group_volume' }>): boolean {
    const asked = BigInt(rule.at_least) * 100n;
    const share = BigInt(rule.max_leg_share === '1' ? 1_000_000 : Number(rule.max_leg_share.slice(2).padEnd(6, '0')));
    const levels = rule.levels ?? this.#people.length;
    const legs = this.#children(number).map((child) => {
      if (!rule.without_breakaway) return this.#volume(child, levels - 1);
      return this.#isHead(child) ? 0n : this.#ownGroup(child);
    });
    const counted = legs.map((leg) => {
      const whole = leg * 1_000_000n;
      return share === 1_000_000n || whole < asked * share ? whole : asked * share;
    });
    const own = rule.includes_own ? BigInt(this.#someone(number).sold) * 100_000_000n : 0n;
    return counted.reduce((sum, part) => sum + part, own) >= asked * 1_000_000n;
  }
}

// Goal: one pass from below finds the ranks that the rules mean. Method: recursion over records, shuffled facts.
test('ranks are those of a naive recursion, in whatever order facts are read', () => {
  fc.assert(
    fc.property(
      arbPeople,
      arbLadder,
      fc.nat({ max: 2 }),
      fc.constantFrom('paid_as' as const, 'title' as const),
      fc.boolean(),
      (people, ladder, head, by, isReversed) => {
        const plan = planOf({
          ranks: { ladder, breakaway_rank: LADDER[head] ?? null, breakaway_by: by },
        });
        const rows = people.flatMap(({ held }, index) => (held === 0 ? [] : [{ partner: index + 1, held }]));
        const state: CaseState = {
          ranks: rows.map(({ partner, held }) => ({
            partner,
            title: LADDER[held - 1] ?? null,
            paid_as: null,
            reached: [],
          })),
          components: {},
        };
        const numbered = people.map(({ pick }, index) => [index + 1, sponsorOf(pick, index)] as const);
        const result = runSmall({
          plan,
          sponsors: Object.fromEntries(numbered),
          sold: Object.fromEntries(people.map(({ sold }, index) => [index + 1, `${sold}.00`])),
          isReversed,
          more: { prior: { state: isReversed ? { ...state, ranks: state.ranks.toReversed() } : state } },
        });
        const naive = new NaiveRanks(people, ladder, head + 1, by === 'title');
        const named = (find: (number: number) => number) =>
          Object.fromEntries(numbered.map(([number]) => [number, LADDER[find(number) - 1] ?? null]));
        expect(paidAs(result)).toEqual(named((number) => naive.rank(number)));
        expect(titles(result)).toEqual(named((number) => naive.title(number)));
      },
    ),
    { numRuns: 250 },
  );
});
