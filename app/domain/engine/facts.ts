import type { DatedFacts } from '#app/domain/tree/dated.ts';

/** How a status fact is written in `Facts.statuses.value`. A partner without a fact in force is `none`. */
export const STATUS = { none: 0, active: 1, suspended: 2, terminated: 3 } as const;

/** What rates are looked up by: frozen on the line when it is paid (design 9.4). */
export interface ProductClass {
  readonly tags: readonly string[];
  readonly collections: readonly string[];
}

/**
 * Everything a run reads, as columns that a COPY reader fills (see `FactsColumns`). Plain integers: partner numbers, minor
 * units of the network's currency, milliseconds since 1970. Within a group all columns have one length; order does not matter,
 * but orders read by `asOfMs`, then `key`, need no sorting.
 */
export interface Facts {
  readonly period: RunPeriod;
  /** Every partner once, the house account (0) not among them. */
  readonly partners: { readonly number: Int32Array; readonly joinedMs: Float64Array };
  /** `value` is the sponsor's number, 0 the house account. */
  readonly edges: DatedFacts;
  /** `value` is one of `STATUS`. */
  readonly statuses: DatedFacts;
  /** Positions of the placement trees that the plan names; a tree without an entry has none yet. */
  readonly placements: readonly Placement[];
  /** Ranks and activity that the merchant granted for this period (plans 1.3). */
  readonly overrides: readonly Override[];
  readonly classes: readonly ProductClass[];
  readonly orders: OrderFacts;
  readonly entries: EntryFacts;
}

/** Half-open `[startMs, endMs)`; the trees of the figures are those at the period's end. */
export interface RunPeriod {
  readonly startMs: number;
  readonly endMs: number;
  readonly cadence: 'week' | 'month';
}

/** Where people stand in a placement tree. Position numbers are dense and start at 1; 0 is the house account's. */
export interface Placement {
  /** Id of the tree in the plan. */
  readonly tree: string;
  readonly positions: { readonly number: Int32Array; readonly owner: Int32Array };
  /** `partner` is the position's number, `value` that of the position above; the first edge places it. */
  readonly edges: DatedFacts;
  /** Slot below the parent by the order of `positions`, from 0: left is 0 in a binary tree. */
  readonly slot: Int32Array;
}

export type Override =
  | { readonly kind: 'active'; readonly partner: number; readonly isActive: boolean }
  | { readonly kind: 'rank'; readonly partner: number; readonly rank: string };

export interface OrderFacts {
  /** Unique in the network, below 2^53: tells orders of one instant apart. Rows are in order of instant, then key. */
  readonly key: Float64Array;
  /** The partner it is attributed to; of a partner's own order the buyer; 0 nobody (plans 4.10). */
  readonly partner: Int32Array;
  /** Who bought, unique in the network, below 2^53; 0 for a guest, who is a customer of his own each time. */
  readonly customer: Float64Array;
  /** 1: a partner's own order (design 9.3). */
  readonly isOwn: Uint8Array;
  /** The paid instant: tree and status count as of it (design 9.21, plans 4.6). */
  readonly asOfMs: Float64Array;
  /** Whose activity counts: -1 this period's, else an index into `PriorState.periods` (late orders, design 9.19). */
  readonly activityOf: Int32Array;
}

export interface EntryFacts {
  /** Index into `orders`. */
  readonly order: Int32Array;
  /** Index into `classes`. */
  readonly productClass: Int32Array;
  /** Net commission base: + paid line, - refunded line, ± edit. */
  readonly baseMinor: Float64Array;
  /** Points of products that have their own, at the programme's scale, signed like the base. */
  readonly pv: Float64Array;
  readonly cv: Float64Array;
  /** What retail profit is a share of: retail price less partner price, net, in minor units. */
  readonly marginMinor: Float64Array;
  /** 0: counts for volume and gives no rows, e.g. a refund of an accepted order (plans 4.4.6). */
  readonly earns: Uint8Array;
}

/** Named columns of one length: integers, read and written by one component. */
export type StateColumns = Readonly<Record<string, Float64Array>>;
