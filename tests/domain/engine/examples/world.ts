import { assert } from '#app/domain/assert.ts';
import { caseSchema, type Case, type CaseState } from '#app/domain/case/case-schema.ts';
import { runCase, type CaseResult } from '#app/domain/case/run-case.ts';
import type { Component } from '#app/domain/engine/registry.ts';
import { currency, parseMinor, toDecimal } from '#app/domain/money/currency.ts';
import { sum } from '#app/domain/money/minor.ts';
import { DEFAULT_RULES } from '#app/domain/plan/common-plan.ts';
import { LANGUAGE_VERSION } from '#app/domain/plan/plan-shape.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { SPONSOR_TREE, type Tree } from '#app/domain/plan/trees.ts';
import type { OutcomeRow, Person, Volume } from '#tests/domain/engine/examples/format.ts';

export const EUR = currency('EUR');
const JOINED = '2026-01-01T00:00:00Z';
const MONTH = { start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z', cadence: 'month' } as const;
const onDay = (day: number, hour: '00' | '12') => `2026-03-${String(day).padStart(2, '0')}T${hour}:00:00Z`;

/** Volume is CV: what a point is worth is the plan's, the share of it that earns the component's. */
export const CV = { volume: 'cv', factor: '1' } as const;
export const PERIOD_FIELDS = {
  cadence: 'month',
  qualification: { kind: 'active' },
  cap: { kind: 'none' },
  rounding: 'half_even',
} as const;
export const ORDER_FIELDS = {
  ...PERIOD_FIELDS,
  tree: 'sponsor',
  base: CV,
  orders: 'all',
  tree_as_of: 'order_time',
  pays_consumed: true,
  consumes: false,
} as const;
export const DEPTH = { max_physical_depth: 1000 };

/** One order; amounts that are left out are the order's `amount`. */
export interface Sale {
  /** Who bought himself, or whom a customer's order is attributed to; null for nobody. */
  readonly partner: string | null;
  readonly own: boolean;
  readonly amount: string;
  readonly net?: string;
  readonly pv?: string;
  readonly margin?: string;
  readonly tag?: string;
  readonly name?: string;
  readonly day?: number;
  /** Taken back after its row was accepted. */
  readonly refunded?: string;
}

/** A period of an example, with names. */
export interface World {
  readonly people: readonly Person[];
  /** Names of ranks, lowest first. */
  readonly ladder?: readonly string[];
  readonly breakawayRank?: string;
  readonly components: readonly Component[];
  readonly sales: readonly Sale[];
  readonly moneyPerPoint?: string | undefined;
  readonly caps?: Partial<Plan['caps']>;
  readonly placement?: Tree;
  /** Parent and slot in the tree of places, by name. */
  readonly seats?: readonly { readonly id: string; readonly parent: string | null; readonly slot: number }[];
  readonly moves?: readonly { readonly partner: string; readonly sponsor: string; readonly day: number }[];
  readonly state?: CaseState | undefined;
}

/** The rank of the ladder that a name of the example stands for. */
export function rankId(ladder: readonly string[], name: string): string {
  const place = ladder.indexOf(name);
  assert(place >= 0, `no rank ${name}`);
  return `rank_${place + 1}`;
}

/** Everybody's number: their place in the example, from 1; 0 is nobody, or the house account. */
export function numberIn(people: readonly Person[], name: string | null): number {
  return people.findIndex(({ id }) => id === name) + 1;
}

export function nameIn(people: readonly Person[], number: number | null): string | null {
  return people[(number ?? 0) - 1]?.id ?? null;
}

/** Own purchases of people in the tree: what most examples mean by a volume. */
export function ownSales(volumes: readonly Volume[]): Sale[] {
  return volumes.map(({ partner, amount, order, day }) => {
    assert(partner !== undefined && amount !== undefined, 'a volume of nobody');
    return { partner, amount, own: true, ...(order ? { name: order } : {}), ...(day ? { day } : {}) };
  });
}

/** The case of a world: a document as the command line reads it. */
export function caseOf(world: World): Case {
  const { people, ladder = [], moves = [], seats = [], placement, state } = world;
  const number = (name: string | null) => numberIn(people, name);
  return caseSchema.parse({
    period: MONTH,
    plan: planOf(world),
    partners: people.map(({ id, sponsor }) => ({
      number: number(id),
      joined: JOINED,
      sponsors: [
        { from: JOINED, sponsor: number(sponsor) },
        ...moves
          .filter(({ partner }) => partner === id)
          .map((move) => ({ from: onDay(move.day, '00'), sponsor: number(move.sponsor) })),
      ],
    })),
    positions: seats.map(({ id, parent, slot }) => ({
      tree: placement?.id,
      number: number(id),
      owner: number(id),
      slot,
      edges: [{ from: JOINED, parent: number(parent) }],
    })),
    overrides: people.flatMap(({ id, rank, active }) => [
      ...(rank ? [{ kind: 'rank', partner: number(id), rank: rankId(ladder, rank), reason: 'as described' }] : []),
      ...(active === undefined
        ? []
        : [{ kind: 'active', partner: number(id), is_active: active, reason: 'as described' }]),
    ]),
    orders: world.sales.map((sale, index) => orderOf(sale, index + 1, number(sale.partner))),
    ...(state ? { prior: { state } } : {}),
  });
}

function planOf({ ladder = [], breakawayRank, components, moneyPerPoint = '1', caps, placement }: World): unknown {
  // Nobody meets it: the ranks of an example are given, not reached.
  const never = { kind: 'not', of: { kind: 'none' } };
  const grace = { after_miss: 0, after_promotion: 0, renews_after: 0 };
  return {
    language_version: LANGUAGE_VERSION,
    name: 'Example',
    currency: EUR,
    profile: 'none',
    volumes: {
      scale: 2,
      pv: { source: 'product' },
      cv: { source: 'product', money_per_point: moneyPerPoint },
      excluded_tags: [],
      unattributed_counts: true,
    },
    trees: placement ? [SPONSOR_TREE, placement] : [SPONSOR_TREE],
    activity: { kind: 'none' },
    ranks: {
      ladder: ladder.map((name) => ({ id: rankId(ladder, name), name, achieve: never, maintain: never, grace })),
      breakaway_rank: breakawayRank === undefined ? null : rankId(ladder, breakawayRank),
      breakaway_by: 'paid_as',
    },
    rules: DEFAULT_RULES,
    components,
    caps: { order: { kind: 'none' }, partner: { kind: 'none' }, company: { kind: 'none' }, ...caps },
  };
}

function orderOf(sale: Sale, id: number, partner: number): unknown {
  const { amount, net = amount, pv = amount, own, margin, tag, day = 15, refunded } = sale;
  return {
    id,
    partner,
    own,
    paid: onDay(day, '12'),
    lines: [{ net, pv, cv: amount, ...(margin ? { margin } : {}), ...(tag ? { tags: [tag] } : {}) }],
    ...(refunded ? { refunds: [{ line: 0, net: refunded, pv: refunded, cv: refunded, accepted: true }] } : {}),
  };
}

/** A row with the volume that it is a share of. */
export interface WorldRow extends OutcomeRow {
  readonly base: string;
}

/** Runs a world; its rows with names. The id of a component is the example's word for the bonus. */
export function runWorld(world: World): { rows: WorldRow[]; result: CaseResult } {
  const result = runCase(caseOf(world));
  const { people, sales } = world;
  const rows = result.rows.map(({ earner, component, level, order, source, base, amount }) => {
    const sale = order === null ? undefined : sales[order - 1];
    const from = sale === undefined ? nameIn(people, source) : sale.partner;
    const partner = nameIn(people, earner) ?? '';
    return { partner, bonus: component, level, from, order: sale?.name ?? null, base, amount };
  });
  return { rows, result };
}

/** Rows that an example counts as one, added up. `keyOf` says what they have in common. */
export function addedUp(rows: readonly OutcomeRow[], keyOf: (row: OutcomeRow) => string): OutcomeRow[] {
  return [...Map.groupBy(rows, keyOf).values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ ...first, amount: totalOf(group.map(({ amount }) => amount)) }] : [];
  });
}

/** The sum of amounts in money. */
export function totalOf(amounts: readonly string[]): string {
  return toDecimal(sum(amounts.map((amount) => parseMinor(amount, EUR))), EUR);
}
