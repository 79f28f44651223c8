import type { StateColumns } from '#app/domain/engine/facts.ts';
import type { Workshop } from '#app/domain/engine/primitive.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

const NONE = -1;

/**
 * Who is paid for whom in an x-up (plans 2.8): beside the sponsor, everybody has a pay sponsor from his first order on, which never
 * changes. By partner index; the sponsor tree is the one of the order in hand.
 */
export class PayLinks {
  readonly #x: number;
  readonly #workshop: Workshop;
  /** The pay sponsor, `NONE` where nobody asked for him yet. */
  readonly #payTo: Int32Array;
  /** The sponsor at the time a recruit was counted; `NONE` for who is none yet. */
  readonly #countedBy: Int32Array;
  readonly #recruits: Int32Array;

  constructor(x: number, workshop: Workshop, prior: StateColumns) {
    const { number } = workshop.partners;
    this.#x = x;
    this.#workshop = workshop;
    this.#payTo = new Int32Array(number.length).fill(NONE);
    this.#countedBy = new Int32Array(number.length).fill(NONE);
    this.#recruits = new Int32Array(number.length);
    this.#read(prior);
  }

  /** Counts somebody as a recruit of his sponsor, once: the first x go to the sponsor's own pay sponsor. */
  count(recruit: number): void {
    if (this.#countedBy[recruit] !== NONE) return;
    const { parent } = this.#workshop.tree;
    const sponsor = parent[recruit] as number;
    const before = this.#recruits[sponsor] as number;
    const isKept = sponsor === HOUSE || parent[sponsor] === HOUSE || before >= this.#x;
    this.#payTo[recruit] = isKept ? sponsor : this.of(sponsor);
    this.#countedBy[recruit] = sponsor;
    this.#recruits[sponsor] = before + 1;
  }

  /** The pay sponsor; of somebody who is no recruit yet, his sponsor for the time being. */
  of(partner: number): number {
    if (this.#countedBy[partner] === NONE) this.#payTo[partner] = this.#workshop.tree.parent[partner] as number;
    return this.#payTo[partner] as number;
  }

  /** Every link that counts or was followed, by partner number; those that do not count yet are found anew next time. */
  state(): StateColumns {
    const { number } = this.#workshop.partners;
    const known = [...this.#payTo.keys()].filter((partner) => partner !== HOUSE && this.#payTo[partner] !== NONE);
    const column = (valueOf: (partner: number) => number) => Float64Array.from(known, valueOf);
    const numberOf = (partner: number) => number[partner] as number;
    return {
      recruit: column(numberOf),
      pay_sponsor: column((partner) => numberOf(this.#payTo[partner] as number)),
      counted_by: column((partner) => numberOf(Math.max(HOUSE, this.#countedBy[partner] as number))),
      is_counted: column((partner) => (this.#countedBy[partner] === NONE ? 0 : 1)),
    };
  }

  #read({ recruit, pay_sponsor: paySponsor, counted_by: countedBy, is_counted: isCounted }: StateColumns): void {
    if (!recruit || !paySponsor || !countedBy || !isCounted || recruit.length === 0) return;
    const indexOf = new Map([...this.#workshop.partners.number].map((number, index) => [number, index]));
    for (let row = 0; row < recruit.length; row++) {
      const partner = indexOf.get(recruit[row] as number);
      if (partner === undefined || isCounted[row] === 0) continue;
      const sponsor = indexOf.get(countedBy[row] as number) ?? HOUSE;
      this.#payTo[partner] = indexOf.get(paySponsor[row] as number) ?? HOUSE;
      this.#countedBy[partner] = sponsor;
      this.#recruits[sponsor] = (this.#recruits[sponsor] as number) + 1;
    }
  }
}
