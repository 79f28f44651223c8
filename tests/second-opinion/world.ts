import type { CaseDocument, Component, Order, Plan } from '#tests/second-opinion/document.ts';
import { rewardedCase } from '#tests/second-opinion/rewarded.ts';
import { childrenAt, lastInstant, type Node } from '#tests/second-opinion/trees.ts';

/** A case, and what was already worked out of it: answers are kept by question, nothing is ever changed. */
export class World {
  readonly #answers = new Map<string, unknown>();
  readonly given: CaseDocument;
  readonly #period: number | undefined;
  readonly #rewarded: World | undefined;

  constructor(given: CaseDocument, { period, rewarded }: { period?: number; rewarded?: World } = {}) {
    this.given = given;
    this.#period = period;
    this.#rewarded = rewarded;
  }

  get plan(): Plan {
    return this.given.plan;
  }

  /** The same world as far as anybody is paid for it. */
  get rewarded(): World {
    if (this.#rewarded) return this.#rewarded;
    return this.once('rewarded', () => {
      const rewarded = rewardedCase(this.given);
      return rewarded === this.given ? this : new World(rewarded);
    });
  }

  /** The accepted period whose plan this world has; undefined for the open period. */
  get period(): number | undefined {
    return this.#period;
  }

  /** The world under the older plan of an accepted period: its late orders alone; null where the plan was the same. */
  under(period: number): World | null {
    const plan = this.given.prior?.plans?.[period] ?? null;
    if (plan === null) return null;
    const part = (given: CaseDocument) => {
      return { ...given, plan, orders: given.orders.filter((order) => order.late_period === period) };
    };
    return new World(part(this.given), { period, rewarded: new World(part(this.rewarded.given), { period }) });
  }

  /** The world without late orders of older plans. */
  get own(): World {
    return this.once('own', () => {
      const { prior, orders } = this.given;
      const isOwn = ({ late_period: late }: Order) => late === undefined || (prior?.plans?.[late] ?? null) === null;
      if (orders.every(isOwn)) return this;
      const part = (given: CaseDocument) => ({ ...given, orders: given.orders.filter(isOwn) });
      return new World(part(this.given), { rewarded: new World(part(this.rewarded.given)) });
    });
  }

  /** The answer to a question, worked out the first time that it is asked. */
  once<T>(question: string, work: () => T): T {
    if (!this.#answers.has(question)) this.#answers.set(question, work());
    return this.#answers.get(question) as T;
  }

  /** Who stands directly below a node when the period ends. */
  children(tree: string, node: Node): Node[] {
    return this.once(`children ${tree} ${node.node}`, () =>
      childrenAt(this.given, tree, node, lastInstant(this.given)),
    );
  }

  /** The place of a rank on the ladder from 1; 0 for none. */
  place(rank: string | null): number {
    return rank === null ? 0 : this.plan.ranks.ladder.findIndex(({ id }) => id === rank) + 1;
  }

  rankAt(place: number): string | null {
    return this.plan.ranks.ladder[place - 1]?.id ?? null;
  }

  indexOf(component: Component): number {
    return this.plan.components.indexOf(component);
  }
}
