import { assert } from '#app/domain/assert.ts';
import type { Override } from '#app/domain/engine/facts.ts';
import type { RankResult } from '#app/domain/engine/known.ts';
import { GraceCounters, type GraceKind } from '#app/domain/engine/grace.ts';
import { placeOf } from '#app/domain/engine/ladder.ts';
import type { RankHistory } from '#app/domain/engine/prior-state.ts';
import type { Figures } from '#app/domain/engine/figures.ts';
import { predicateOf, type Known, type OwnGroup, type Predicate } from '#app/domain/engine/predicate.ts';
import type { Prepared } from '#app/domain/engine/prepared.ts';
import { conditionsIn } from '#app/domain/plan/condition.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import type { VolumeKind } from '#app/domain/plan/volumes.ts';
import { componentConditions } from '#app/domain/plan/check-plan.ts';

interface Activity {
  readonly isActive: Uint8Array;
  readonly isActiveNow: Uint8Array;
}

/**
 * Paid-as and title ranks (plans 5, steps 6 and 7): one pass over the sponsor tree from below. A rank asks for lower or equal
 * ranks of the downline only (`checkPlan`), and those are final by then: so this is the fixed point, in whatever order facts came.
 */
export function ranksOf(
  plan: Plan,
  prepared: Prepared,
  figures: Figures,
  activity: Activity,
  prior: RankHistory,
): RankResult {
  const pass = new RankPass(plan, prepared, figures, activity, prior);
  pass.run();
  return pass.result();
}

/** The history of each partner by index. */
interface Before {
  readonly title: Uint8Array;
  readonly paidAs: Uint8Array;
  readonly counters: GraceCounters;
}

class RankPass {
  readonly #plan: Plan;
  readonly #prepared: Prepared;
  readonly #figures: Figures;
  readonly #before: Before;
  readonly #known: Known;
  readonly #groups: ReadonlyMap<VolumeKind, OwnGroup>;
  readonly #granted: ReadonlyMap<number, number>;
  readonly #rank: Uint8Array;
  /** Without what was granted: that is for one period (plans 1.3), so the next one starts from here. */
  readonly #own: Uint8Array;
  readonly #title: Uint8Array;
  readonly #earned: Uint8Array;
  readonly #isGrace: Uint8Array;
  /** The place of a rank for which a period of grace was used, 0 for none. */
  readonly #missed: Uint8Array;
  readonly #bestBelow: Uint8Array;
  readonly #breakaway: number;

  constructor(plan: Plan, prepared: Prepared, figures: Figures, activity: Activity, prior: RankHistory) {
    const count = prepared.numbers.length;
    const bytes = () => new Uint8Array(count);
    this.#plan = plan;
    this.#prepared = prepared;
    this.#figures = figures;
    this.#before = beforeOf(plan, prepared, prior);
    this.#rank = bytes();
    this.#own = bytes();
    this.#title = this.#before.title.slice();
    this.#earned = bytes();
    this.#isGrace = bytes();
    this.#missed = bytes();
    this.#bestBelow = bytes();
    this.#groups = new Map(
      ownGroupKinds(plan).map((kind) => [kind, { volume: new Float64Array(count), passedUp: new Float64Array(count) }]),
    );
    const rankOf = (id: string) => placeOf(plan, id);
    this.#breakaway = plan.ranks.breakaway_rank === null ? Infinity : rankOf(plan.ranks.breakaway_rank);
    this.#granted = new Map(prepared.facts.overrides.flatMap((override) => grantedRank(override, prepared, rankOf)));
    this.#known = {
      ...activity,
      rank: this.#rank,
      title: this.#title,
      bestBelow: this.#bestBelow,
      ownGroup: this.#groups,
      rankOf,
    };
  }

  run(): void {
    const { ladder } = this.#plan.ranks;
    const rules = ladder.map(({ achieve, maintain }) => ({
      achieve: predicateOf(achieve, this.#figures, this.#known),
      maintain: predicateOf(maintain, this.#figures, this.#known),
    }));
    const { tree, preorder } = this.#figures.tree('sponsor');
    for (const [kind, { volume }] of this.#groups) volume.set(this.#figures.personal(kind));
    for (const partner of preorder.fromBelow) {
      this.#decide(partner, rules);
      this.#passUp(partner, tree.parent[partner] as number);
    }
  }

  #decide(partner: number, rules: readonly { achieve: Predicate; maintain: Predicate }[]): void {
    const titleBefore = this.#before.title[partner] as number;
    let rank = rules.length;
    for (; rank > 0; rank--) {
      const rule = rules[rank - 1];
      if (rule && (rank <= titleBefore ? rule.maintain : rule.achieve)(partner)) break;
    }
    this.#earned[partner] = rank;
    if (rank > titleBefore) this.#title[partner] = rank;
    const held = this.#before.paidAs[partner] as number;
    const grace = rank < held ? this.#graceOf(partner, held) : null;
    if (grace !== null) {
      this.#isGrace[partner] = 1;
      if (grace === 'miss') this.#missed[partner] = held;
      rank = held;
    }
    this.#own[partner] = rank;
    this.#rank[partner] = this.#granted.get(partner) ?? rank;
  }

  /** Only the rank of the last period is held by grace: whoever loses it falls to the one that he earned. */
  #graceOf(partner: number, held: number): GraceKind | null {
    const rank = this.#plan.ranks.ladder[held - 1];
    assert(rank, `no rank at place ${held}`);
    return this.#before.counters.graceOf(partner, held, rank.grace);
  }

  #passUp(partner: number, parent: number): void {
    const rank = this.#rank[partner] as number;
    const best = Math.max(this.#bestBelow[partner] as number, rank);
    this.#bestBelow[partner] = best;
    if (best > (this.#bestBelow[parent] as number)) this.#bestBelow[parent] = best;
    const isHead =
      (this.#plan.ranks.breakaway_by === 'title' ? (this.#title[partner] as number) : rank) >= this.#breakaway;
    for (const { volume, passedUp } of this.#groups.values()) {
      passedUp[partner] = isHead ? 0 : (volume[partner] as number);
      volume[parent] = (volume[parent] as number) + (passedUp[partner] as number);
    }
  }

  result(): RankResult {
    const title = this.#title;
    const promotions: { partner: number; from: number; to: number }[] = [];
    for (let partner = 1; partner < title.length; partner++) {
      const [from, to] = [this.#before.title[partner] as number, title[partner] as number];
      if (to > from) promotions.push({ partner, from, to });
    }
    return {
      ...this.#known,
      rank: this.#rank,
      title,
      earned: this.#earned,
      isGrace: this.#isGrace,
      promotions,
      history: this.#history(),
    };
  }

  #history(): RankHistory {
    const kept: number[] = [];
    for (let partner = 1; partner < this.#title.length; partner++) {
      if (this.#title[partner] !== 0 || this.#own[partner] !== 0) kept.push(partner);
    }
    const column = (valueOf: (partner: number) => number) => kept.map(valueOf);
    return {
      ladder: this.#plan.ranks.ladder.map(({ id }) => id),
      partner: Int32Array.from(column((partner) => this.#prepared.numbers[partner] as number)),
      title: Int8Array.from(column((partner) => (this.#title[partner] as number) - 1)),
      paidAs: Int8Array.from(column((partner) => (this.#own[partner] as number) - 1)),
      ...this.#before.counters.after(this.#title, this.#missed, this.#prepared.numbers),
    };
  }
}

function grantedRank(override: Override, { indexOf }: Prepared, rankOf: (id: string) => number): [number, number][] {
  if (override.kind !== 'rank') return [];
  const partner = indexOf[override.partner] ?? -1;
  assert(partner > 0, `an override for nobody: ${override.partner}`);
  return [[partner, rankOf(override.rank)]];
}

/** Kinds of volume that some condition wants without breakaway groups. */
function ownGroupKinds(plan: Plan): VolumeKind[] {
  const all = [
    ...plan.ranks.ladder.flatMap(({ achieve, maintain }) => [achieve, maintain]),
    ...plan.components.flatMap((component) => componentConditions(component).map(({ condition }) => condition)),
  ].flatMap((condition) => conditionsIn(condition, []));
  const kinds = all.flatMap(({ condition }) =>
    condition.kind === 'group_volume' && condition.without_breakaway ? [condition.volume] : [],
  );
  return [...new Set(kinds)];
}

/** Ranks that a newer ladder no longer has count as none. */
function beforeOf(plan: Plan, { numbers, indexOf }: Prepared, prior: RankHistory): Before {
  const places = prior.ladder.map((id) => plan.ranks.ladder.findIndex((rank) => rank.id === id) + 1);
  const count = numbers.length;
  const title = new Uint8Array(count);
  const paidAs = new Uint8Array(count);
  for (let row = 0; row < prior.partner.length; row++) {
    const partner = indexOf[prior.partner[row] as number] ?? -1;
    if (partner < 0) continue;
    title[partner] = places[prior.title[row] as number] ?? 0;
    paidAs[partner] = Math.min(title[partner] as number, places[prior.paidAs[row] as number] ?? 0);
  }
  const counters = new GraceCounters(title, prior, {
    placeOf: (rank) => places[rank] ?? 0,
    indexOf: (partner) => indexOf[partner] ?? -1,
  });
  return { title, paidAs, counters };
}
