import type { RankHistory } from '#app/domain/engine/prior-state.ts';
import type { Rank } from '#app/domain/plan/ranks.ts';

/** Why a rank stays that was missed: its promotion is recent, or a period of its grace is used. */
export type GraceKind = 'promotion' | 'miss';

/** What a run leaves of counters: the columns of `RankHistory` by partner and rank. */
export type CounterColumns = Pick<RankHistory, 'reachedBy' | 'reached' | 'sincePromotion' | 'graceUsed' | 'sinceGrace'>;

/** Nothing is known, or nothing ever was. */
const NEVER = -1;

/**
 * Counters of each rank that somebody has reached, one rank at a time (plans 1.3: grace counts per rank). The counters of a partner stand
 * together, lowest rank first, as many as his title is high.
 */
export class GraceCounters {
  readonly #start: Int32Array;
  readonly #sincePromotion: Int32Array;
  readonly #graceUsed: Int32Array;
  readonly #sinceGrace: Int32Array;

  /** `title` by partner index; `placeOf` and `indexOf` turn ranks and partners of the history into those of the run, below 1 for none. */
  constructor(
    title: Uint8Array,
    prior: RankHistory,
    { placeOf, indexOf }: { placeOf(rank: number): number; indexOf(partner: number): number },
  ) {
    this.#start = new Int32Array(title.length + 1);
    for (let partner = 0; partner < title.length; partner++)
      this.#start[partner + 1] = (this.#start[partner] as number) + (title[partner] as number);
    const size = this.#start[title.length] as number;
    this.#sincePromotion = new Int32Array(size).fill(NEVER);
    this.#graceUsed = new Int32Array(size);
    this.#sinceGrace = new Int32Array(size).fill(NEVER);
    for (let row = 0; row < prior.reachedBy.length; row++) {
      const partner = indexOf(prior.reachedBy[row] as number);
      const place = placeOf(prior.reached[row] as number);
      if (partner < 1 || place < 1 || place > (title[partner] as number)) continue;
      const at = (this.#start[partner] as number) + place - 1;
      this.#sincePromotion[at] = prior.sincePromotion[row] as number;
      this.#graceUsed[at] = prior.graceUsed[row] as number;
      this.#sinceGrace[at] = prior.sinceGrace[row] as number;
    }
  }

  /** Whether the rank at a place stays though it was missed: soon after its promotion, or for some periods, now and then. */
  graceOf(partner: number, place: number, grace: Rank['grace']): GraceKind | null {
    const at = (this.#start[partner] as number) + place - 1;
    const since = this.#sincePromotion[at] as number;
    if (since !== NEVER && since + 1 < grace.after_promotion) return 'promotion';
    const used = this.#graceUsed[at] as number;
    const rested = this.#sinceGrace[at] as number;
    const isFree = used > 0 || rested === NEVER || rested + 1 >= grace.renews_after;
    return used < grace.after_miss && isFree ? 'miss' : null;
  }

  /**
   * The counters after the period. `title` is each partner's new one; `missed` the place of the rank for which he used a period of
   * grace, 0 for none.
   */
  after(title: Uint8Array, missed: Uint8Array, numbers: Int32Array): CounterColumns {
    const size = title.reduce((sum, place) => sum + place, 0);
    const columns = {
      reachedBy: new Int32Array(size),
      reached: new Int8Array(size),
      sincePromotion: new Int32Array(size),
      graceUsed: new Int32Array(size),
      sinceGrace: new Int32Array(size),
    };
    let row = 0;
    for (let partner = 1; partner < title.length; partner++) {
      const start = this.#start[partner] as number;
      const before = (this.#start[partner + 1] as number) - start;
      for (let place = 1; place <= (title[partner] as number); place++, row++) {
        const at = start + place - 1;
        const isMissed = missed[partner] === place;
        const isNew = place > before;
        columns.reachedBy[row] = numbers[partner] as number;
        columns.reached[row] = place - 1;
        columns.sincePromotion[row] = isNew ? 0 : later(this.#sincePromotion[at] as number);
        columns.graceUsed[row] = isMissed ? (this.#graceUsed[at] as number) + 1 : 0;
        columns.sinceGrace[row] = isNew || isMissed ? NEVER : this.#restedAt(at);
      }
    }
    return columns;
  }

  #restedAt(at: number): number {
    return (this.#graceUsed[at] as number) > 0 ? 0 : later(this.#sinceGrace[at] as number);
  }
}

const later = (since: number): number => (since === NEVER ? NEVER : since + 1);
