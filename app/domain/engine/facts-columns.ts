import { assert } from '#app/domain/assert.ts';
import { float64, int32, uint8 } from '#app/domain/engine/column.ts';
import type { Facts, Override, Placement, ProductClass } from '#app/domain/engine/facts.ts';
import type { DatedFacts } from '#app/domain/tree/dated.ts';

/** One order as it is read; units and meaning as in `OrderFacts`. */
export interface OrderFact {
  readonly key: number;
  readonly partner: number;
  readonly customer: number;
  readonly isOwn: boolean;
  readonly asOfMs: number;
  readonly activityOf: number;
}

/** One entry as it is read; units and meaning as in `EntryFacts`. */
export interface EntryFact {
  readonly productClass: number;
  readonly baseMinor: number;
  readonly pv: number;
  readonly cv: number;
  readonly marginMinor: number;
  readonly earns: boolean;
}

/**
 * Fills `Facts` from a stream, row by row, without an object per row kept. Entries belong to the order that was added last,
 * so a reader that gets one row per entry, sorted by order, calls `order` whenever the order's key changes.
 */
export class FactsColumns {
  readonly #partners = { number: int32(), joinedMs: float64() };
  readonly #edges = datedColumns();
  readonly #statuses = datedColumns();
  readonly #orders = {
    key: float64(),
    partner: int32(),
    customer: float64(),
    isOwn: uint8(),
    asOfMs: float64(),
    activityOf: int32(),
  };
  readonly #entries = {
    order: int32(),
    productClass: int32(),
    baseMinor: float64(),
    pv: float64(),
    cv: float64(),
    marginMinor: float64(),
    earns: uint8(),
  };
  readonly #placements: Placement[] = [];
  readonly #overrides: Override[] = [];
  readonly #classes: ProductClass[] = [];
  readonly #classIndex = new Map<string, number>();

  partner(number: number, joinedMs: number): void {
    this.#partners.number.push(number);
    this.#partners.joinedMs.push(joinedMs);
  }

  edge(partner: number, sponsor: number, validFromMs: number, recordedSeq: number): void {
    push(this.#edges, partner, sponsor, validFromMs, recordedSeq);
  }

  /** `status` is one of `STATUS`. */
  status(partner: number, status: number, validFromMs: number, recordedSeq: number): void {
    push(this.#statuses, partner, status, validFromMs, recordedSeq);
  }

  order(order: OrderFact): void {
    this.#orders.key.push(order.key);
    this.#orders.partner.push(order.partner);
    this.#orders.customer.push(order.customer);
    this.#orders.isOwn.push(order.isOwn ? 1 : 0);
    this.#orders.asOfMs.push(order.asOfMs);
    this.#orders.activityOf.push(order.activityOf);
  }

  /** An entry of the newest order. */
  entry({ productClass, baseMinor, pv, cv, marginMinor, earns }: EntryFact): void {
    assert(this.#orders.key.length > 0, 'an entry before its order');
    this.#entries.order.push(this.#orders.key.length - 1);
    this.#entries.productClass.push(productClass);
    this.#entries.baseMinor.push(baseMinor);
    this.#entries.pv.push(pv);
    this.#entries.cv.push(cv);
    this.#entries.marginMinor.push(marginMinor);
    this.#entries.earns.push(earns ? 1 : 0);
  }

  placement(placement: Placement): void {
    this.#placements.push(placement);
  }

  override(override: Override): void {
    this.#overrides.push(override);
  }

  /** The index of a product's tags and collections; `key` tells classes apart, e.g. the JSON text as it was read. */
  productClass(key: string, make: () => ProductClass): number {
    const known = this.#classIndex.get(key);
    if (known !== undefined) return known;
    this.#classIndex.set(key, this.#classes.length);
    return this.#classes.push(make()) - 1;
  }

  done(period: Facts['period']): Facts {
    const { number, joinedMs } = this.#partners;
    const orders = this.#orders;
    const entries = this.#entries;
    return {
      period,
      partners: { number: number.done(), joinedMs: joinedMs.done() },
      edges: doneDated(this.#edges),
      statuses: doneDated(this.#statuses),
      placements: this.#placements,
      overrides: this.#overrides,
      classes: this.#classes,
      orders: {
        key: orders.key.done(),
        partner: orders.partner.done(),
        customer: orders.customer.done(),
        isOwn: orders.isOwn.done(),
        asOfMs: orders.asOfMs.done(),
        activityOf: orders.activityOf.done(),
      },
      entries: {
        order: entries.order.done(),
        productClass: entries.productClass.done(),
        baseMinor: entries.baseMinor.done(),
        pv: entries.pv.done(),
        cv: entries.cv.done(),
        marginMinor: entries.marginMinor.done(),
        earns: entries.earns.done(),
      },
    };
  }
}

type DatedColumns = ReturnType<typeof datedColumns>;

const datedColumns = () => ({ partner: int32(), value: int32(), validFromMs: float64(), recordedSeq: float64() });

function push(columns: DatedColumns, partner: number, value: number, validFromMs: number, recordedSeq: number): void {
  columns.partner.push(partner);
  columns.value.push(value);
  columns.validFromMs.push(validFromMs);
  columns.recordedSeq.push(recordedSeq);
}

function doneDated(columns: DatedColumns): DatedFacts {
  return {
    partner: columns.partner.done(),
    value: columns.value.done(),
    validFromMs: columns.validFromMs.done(),
    recordedSeq: columns.recordedSeq.done(),
  };
}
