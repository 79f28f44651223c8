import { float64, int32, type Column } from '#app/domain/engine/column.ts';
import { Hash } from '#app/domain/engine/hash.ts';
import type { RowSink } from '#app/domain/engine/primitive.ts';

/**
 * The earning rows of a run: one per earner, order, component, level and rate (design 9.17), sorted by order key, component,
 * level, then the plan's order of rates. Row number n of the run is at index n - 1. Amounts are positive, in minor units.
 */
export interface Rows {
  readonly count: number;
  /** Index into `Facts.orders`. */
  readonly orderIndex: Int32Array;
  /** Partner number. */
  readonly earner: Int32Array;
  /** Index into the plan's `components`. */
  readonly component: Int32Array;
  readonly level: Int32Array;
  readonly ratePpm: Int32Array;
  readonly baseMinor: Float64Array;
  readonly amountMinor: Float64Array;
}

export interface ComponentTotal {
  rows: number;
  budgetMinor: number;
  paidMinor: number;
  breakageMinor: number;
}

/** Budget, paid and breakage of each order over all components, by order index. */
export interface OrderTotals {
  readonly budgetMinor: Float64Array;
  readonly paidMinor: Float64Array;
  readonly breakageMinor: Float64Array;
}

/** Writes what components find into columns and sums. `orderIndex` and `component` say what is being evaluated. */
export class RowCollector implements RowSink {
  orderIndex = 0;
  component = 0;
  readonly totals: ComponentTotal[];
  readonly orders: OrderTotals;
  /** By component, then partner index. */
  readonly earned: Float64Array[];
  readonly #columns: Record<Exclude<keyof Rows, 'count'>, Column<Int32Array> | Column<Float64Array>>;
  readonly #numbers: Int32Array;

  constructor({ components, orders, numbers }: { components: number; orders: number; numbers: Int32Array }) {
    const capacity = Math.max(1024, orders * 4);
    this.#numbers = numbers;
    this.totals = Array.from({ length: components }, () => ({
      rows: 0,
      budgetMinor: 0,
      paidMinor: 0,
      breakageMinor: 0,
    }));
    this.earned = Array.from({ length: components }, () => new Float64Array(numbers.length));
    this.orders = {
      budgetMinor: new Float64Array(orders),
      paidMinor: new Float64Array(orders),
      breakageMinor: new Float64Array(orders),
    };
    this.#columns = {
      orderIndex: int32(capacity),
      earner: int32(capacity),
      component: int32(capacity),
      level: int32(capacity),
      ratePpm: int32(capacity),
      baseMinor: float64(capacity),
      amountMinor: float64(capacity),
    };
  }

  get count(): number {
    return this.#columns.orderIndex.length;
  }

  budget(amountMinor: number): void {
    this.#total().budgetMinor += amountMinor;
    add(this.orders.budgetMinor, this.orderIndex, amountMinor);
  }

  row(earner: number, level: number, ratePpm: number, baseMinor: number, amountMinor: number): void {
    const columns = this.#columns;
    columns.orderIndex.push(this.orderIndex);
    columns.earner.push(this.#numbers[earner] as number);
    columns.component.push(this.component);
    columns.level.push(level);
    columns.ratePpm.push(ratePpm);
    columns.baseMinor.push(baseMinor);
    columns.amountMinor.push(amountMinor);
    const total = this.#total();
    total.rows++;
    total.paidMinor += amountMinor;
    add(this.orders.paidMinor, this.orderIndex, amountMinor);
    add(this.earned[this.component] as Float64Array, earner, amountMinor);
  }

  unpaid(_level: number, amountMinor: number): void {
    this.#total().breakageMinor += amountMinor;
    add(this.orders.breakageMinor, this.orderIndex, amountMinor);
  }

  passed(): void {
    // A run keeps no row for nobody: `explainNothing` asks again when somebody wants to know.
  }

  done(): Rows {
    const { orderIndex, earner, component, level, ratePpm, baseMinor, amountMinor } = this.#columns;
    return {
      count: this.count,
      orderIndex: orderIndex.done() as Int32Array,
      earner: earner.done() as Int32Array,
      component: component.done() as Int32Array,
      level: level.done() as Int32Array,
      ratePpm: ratePpm.done() as Int32Array,
      baseMinor: baseMinor.done() as Float64Array,
      amountMinor: amountMinor.done() as Float64Array,
    };
  }

  #total(): ComponentTotal {
    return this.totals[this.component] as ComponentTotal;
  }
}

/** Rows in another order: those of order `sequence[0]` first. `start` and `end` say by order where its rows are now. */
export function rowsInSequence(
  rows: Rows,
  sequence: Int32Array,
  { start, end }: { start: Int32Array; end: Int32Array },
): Rows {
  const from = new Int32Array(rows.count);
  let next = 0;
  for (const order of sequence) {
    for (let row = start[order] as number; row < (end[order] as number); row++) from[next++] = row;
  }
  const int = (column: Int32Array) => from.map((row) => column[row] as number);
  const float = (column: Float64Array) => Float64Array.from(from, (row) => column[row] as number);
  return {
    count: rows.count,
    orderIndex: int(rows.orderIndex),
    earner: int(rows.earner),
    component: int(rows.component),
    level: int(rows.level),
    ratePpm: int(rows.ratePpm),
    baseMinor: float(rows.baseMinor),
    amountMinor: float(rows.amountMinor),
  };
}

/** The fingerprint of rows by what they say, with the orders' keys: it does not depend on how facts were numbered. */
export function rowHashOf(rows: Rows, orderKeys: Float64Array): string {
  const hash = new Hash().integer(rows.count);
  for (let row = 0; row < rows.count; row++) {
    hash.integer(orderKeys[rows.orderIndex[row] as number] as number);
    hash.integer(rows.earner[row] as number);
    hash.integer((rows.component[row] as number) * 1000 + (rows.level[row] as number));
    hash.integer(rows.ratePpm[row] as number);
    hash.integer(rows.baseMinor[row] as number);
    hash.integer(rows.amountMinor[row] as number);
  }
  return hash.hex();
}

function add(values: Float64Array, index: number, amount: number): void {
  values[index] = (values[index] as number) + amount;
}
