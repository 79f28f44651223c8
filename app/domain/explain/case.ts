import { assert } from '#app/domain/assert.ts';
import type { ProductClass } from '#app/domain/engine/facts.ts';
import type { CapOnRecord } from '#app/domain/explain/caps.ts';
import type { CountedFigures } from '#app/domain/explain/need.ts';
import type { Period, Person } from '#app/domain/explain/explanation.ts';
import type { Minor } from '#app/domain/money/minor.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { SPONSOR_TREE } from '#app/domain/plan/trees.ts';

/** One line of an order as it stood at the run's watermark; net base = goods - discount - tax - refunded. */
export interface LineOnRecord {
  readonly productClass: ProductClass;
  /** Price times quantity as the shop showed it. */
  readonly goodsMinor: Minor;
  readonly discountMinor: Minor;
  /** Tax that the price contains; 0 where tax comes on top. */
  readonly taxMinor: Minor;
  readonly taxRatePpm: number | null;
  /** Net base that refunds and edits had taken back by then. */
  readonly refundedMinor: Minor;
}

/** A partner above the order as the run saw him: status at the paid instant, activity of the period that counts. */
export interface PartnerOnPath {
  readonly person: Person;
  /** When he joined, in milliseconds since 1970. */
  readonly joinedMs: number;
  /** One of `STATUS`. */
  readonly status: number;
  readonly isActive: boolean;
  /** Places on the ladder of the plan that counts, 0 for none. */
  readonly rank: number;
  readonly title: number;
  /** By component of that plan, as in `Standing.reach`. */
  readonly reach: readonly number[];
  /** What that period's run counted of him; null where it did not know him, or that is not kept. */
  readonly figures: CountedFigures | null;
}

/** A row of the order as the run left it. */
export interface RowLeft {
  readonly earner: number;
  readonly component: number;
  readonly level: number;
  readonly ratePpm: number;
  readonly amountMinor: Minor;
}

/** Who stands above an order at an instant; statuses are those of its paid instant, whatever the instant of the lines. */
export interface LinesAbove {
  /**
   * Upwards from the attributed partner, of an own order from the buyer; the house account is left out. It must reach as far as
   * the plan looks, or to the top.
   */
  readonly path: readonly PartnerOnPath[];
  /**
   * The same from the first position of that partner in each placement tree of the plan, by the tree's id: who holds the places above.
   * Empty where he had no place at the paid instant.
   */
  readonly placed: Readonly<Record<string, readonly PartnerOnPath[]>>;
}

/** Everything an explanation is derived from: what the run read of one order, and names for it. Nothing of it is stored twice. */
export interface OrderCase extends LinesAbove {
  readonly plan: Plan;
  readonly planVersion: number;
  readonly order: {
    readonly name: string;
    /** The paid instant as a day of the network's time zone, `YYYY-MM-DD`. */
    readonly paidOn: string;
    readonly paidAtMs: number;
    readonly isOwn: boolean;
    readonly isTest: boolean;
    readonly lines: readonly LineOnRecord[];
    readonly notCounted: readonly { readonly what: 'shipping' | 'gift_card' | 'tip'; readonly amountMinor: Minor }[];
  };
  /** Whom it is attributed to, or the buyer of an own order; null for nobody. */
  readonly source: Person | null;
  /** The lines above as at the period's end; null where no component of the plan walks those (plans 4.6). */
  readonly atEnd: LinesAbove | null;
  readonly period: Period;
  /**
   * What caps took of the order's rows, or of rows of their earners, and what is left of the order's rows; null where caps took nothing
   * in the run, and every row is what its component found.
   */
  readonly capped: { readonly caps: readonly CapOnRecord[]; readonly rows: readonly RowLeft[] } | null;
}

/** What a walk looks at. */
type Walked = Pick<OrderCase, 'plan' | 'path' | 'placed' | 'atEnd'>;

/** The tree along which a component pays orders; the sponsor tree where it pays none. */
export const treeOf = (component: Plan['components'][number] | undefined): string =>
  component && 'orders' in component ? component.tree : SPONSOR_TREE.id;

/** Whether the order's partner had a place in the tree that a component names: in the sponsor tree everybody has. */
export function hasPlace({ plan, placed }: Pick<OrderCase, 'plan' | 'placed'>, component: number): boolean {
  const tree = treeOf(plan.components[component]);
  return tree === SPONSOR_TREE.id || (placed[tree] ?? []).length > 0;
}

/** The line that a component of the plan walks, in the tree that it names: without a place the order's partner alone. */
export function lineOf(orderCase: Walked, component: number): readonly PartnerOnPath[] {
  const { plan, path, atEnd } = orderCase;
  const walker = plan.components[component];
  const isAtEnd = walker !== undefined && isWalkedAtEnd(walker);
  assert(!isAtEnd || atEnd, 'a component that walks lines which nobody read');
  const lines = isAtEnd && atEnd ? atEnd : orderCase;
  const tree = treeOf(walker);
  if (tree === SPONSOR_TREE.id) return lines.path;
  return hasPlace(orderCase, component) ? (lines.placed[tree] ?? []) : path.slice(0, 1);
}

/** Whether a component pays orders along its tree as at the period's end. */
export const isWalkedAtEnd = (component: Plan['components'][number]): boolean =>
  'orders' in component && component.tree_as_of === 'period_end';

/** Everybody on a line that some component walks, once, nearest first in the first of them. */
export function peopleAbove(orderCase: Walked): Person[] {
  const people = new Map<number, Person>();
  orderCase.plan.components.forEach((_, component) => {
    for (const { person } of lineOf(orderCase, component))
      people.set(person.number, people.get(person.number) ?? person);
  });
  return [...people.values()];
}
