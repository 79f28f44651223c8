import type { GroupBracket } from '#tests/second-opinion/document.ts';
import { compare, decimal, largest, minus, plus, total, type Fraction } from '#tests/second-opinion/fraction.ts';
import { legVolume } from '#tests/second-opinion/groups.ts';
import { isPaidForPeriod } from '#tests/second-opinion/order-standing.ts';
import { volumeRow, type Row } from '#tests/second-opinion/row.ts';
import { lastInstant, nodeOf, upwards } from '#tests/second-opinion/trees.ts';
import { customerVolume, ownVolume } from '#tests/second-opinion/volumes.ts';
import type { World } from '#tests/second-opinion/world.ts';

/** Stairstep by groups: r(G) x G less the same of the groups below, one row for each of them (plans 2.2, DIF-01). */
export function groupBracket(world: World, component: GroupBracket): Row[] {
  const groups = new Groups(world, component);
  return world.given.partners.flatMap(({ number }) => (groups.isHead(number) ? groups.rowsOf(number) : []));
}

/** Groups of a component: whose volume is whose, and what each one's rate is. */
class Groups {
  readonly #world: World;
  readonly #component: GroupBracket;

  constructor(world: World, component: GroupBracket) {
    this.#world = world;
    this.#component = component;
  }

  /** Who does not qualify heads nothing, and what is his passes up, unless the plan lets him block. */
  isHead(partner: number): boolean {
    return this.#component.unqualified_blocks || isPaidForPeriod(this.#world, this.#component, partner);
  }

  rowsOf(head: number): Row[] {
    const rate = this.#rate(head);
    const below = this.#heads().filter((other) => this.#next(other) === head);
    return [
      ...below.flatMap((other) => this.#row(head, other, minus(rate, this.#rate(other)), this.#group(other))),
      ...this.#row(head, head, rate, this.#own(head)),
    ];
  }

  #row(earner: number, source: number, rate: Fraction, base: Fraction): Row[] {
    if (rate.over <= 0n || base.over <= 0n || !isPaidForPeriod(this.#world, this.#component, earner)) return [];
    return volumeRow(this.#world, this.#component, { earner, source, level: source === earner ? 0 : 1, rate, base });
  }

  /** Groups are settled from below, so their rows stand in that order: where a cap cuts them alike, the earlier gets the odd cent. */
  #heads(): number[] {
    const { given } = this.#world;
    const below = (partner: number): number[] => {
      const children = this.#world.children('sponsor', { node: partner, owner: partner });
      return [partner, ...children.flatMap(({ owner }) => below(owner))];
    };
    const tops = given.partners.map(({ number }) => number).filter((partner) => this.#upline(partner).length === 0);
    return this.#world
      .once('from below', () => tops.flatMap(below).toReversed())
      .filter((partner) => this.isHead(partner));
  }

  /** The bracket of all the volume of a partner and whoever is below him. */
  #rate(partner: number): Fraction {
    return this.#once('rate', partner, () => {
      const looked = { tree: 'sponsor', volume: this.#component.bracket_volume, without_breakaway: false };
      const volume = legVolume(this.#world, looked, { node: partner, owner: partner }, null, () => false);
      const met = this.#component.brackets.filter((bracket) => compare(volume, decimal(bracket.at_least)) >= 0);
      const best = largest(met.map((bracket) => decimal(bracket.at_least)));
      return decimal(met.findLast((bracket) => compare(decimal(bracket.at_least), best) === 0)?.rate ?? '0');
    });
  }

  #upline(partner: number): number[] {
    const { given } = this.#world;
    return upwards(given, 'sponsor', nodeOf(given, 'sponsor', partner), lastInstant(given))
      .map(({ owner }) => owner)
      .slice(1);
  }

  /** The next head above whose rate is not lower: his group takes this one in. */
  #next(head: number): number | undefined {
    const isNext = (other: number) => this.isHead(other) && compare(this.#rate(other), this.#rate(head)) >= 0;
    return this.#once('next', head, () => this.#upline(head).find(isNext));
  }

  /** Volume that is first in his group: of his and of those below him who head none. */
  #own(head: number): Fraction {
    return this.#once('own', head, () => {
      const isHis = (partner: number) => [partner, ...this.#upline(partner)].find((one) => this.isHead(one)) === head;
      return total(
        this.#world.given.partners
          .map(({ number }) => number)
          .filter(isHis)
          .map((partner) => this.#brought(partner)),
      );
    });
  }

  /** What customers bought, and own purchases of the buyer himself or of those whom he sponsored. */
  #brought(partner: number): Fraction {
    const { given } = this.#world.rewarded;
    const { base, pay_buyer: paysBuyer } = this.#component;
    if (base.volume === 'margin') throw new RangeError('a group of margins');
    const { volume } = base;
    const children = this.#world.children('sponsor', { node: partner, owner: partner }).map(({ owner }) => owner);
    const buyers = paysBuyer ? [partner] : children;
    return plus(customerVolume(given, partner, volume), total(buyers.map((buyer) => ownVolume(given, buyer, volume))));
  }

  #group(head: number): Fraction {
    const below = this.#heads().filter((other) => this.#next(other) === head);
    return this.#once('group', head, () => plus(this.#own(head), total(below.map((other) => this.#group(other)))));
  }

  #once<T>(what: string, partner: number, work: () => T): T {
    return this.#world.once(`bracket ${this.#component.id} ${what} ${partner}`, work);
  }
}
