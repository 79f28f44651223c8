import type { CaseDocument, Component, Plan } from '#tests/second-opinion/document.ts';
import { rewardedCase } from '#tests/second-opinion/rewarded.ts';
import { childrenAt, lastInstant, type Node } from '#tests/second-opinion/trees.ts';

/** A case, and what was already worked out of it: answers are kept by question, nothing is ever changed. */
export class World {
  readonly #answers = new Map<string, unknown>();
  readonly given: CaseDocument;

  constructor(given: CaseDocument) {
    this.given = given;
  }

  get plan(): Plan {
    return this.given.plan;
  }

  /** The same world as far as anybody is paid for it. */
  get rewarded(): World {
    return this.once('rewarded', () => {
      const rewarded = rewardedCase(this.given);
      return rewarded === this.given ? this : new World(rewarded);
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
