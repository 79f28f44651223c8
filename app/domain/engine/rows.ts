import { Hash, highWord } from '#app/domain/engine/hash.ts';
import type { RowSink } from '#app/domain/engine/primitive.ts';

/**
 * The earning rows of a run: one per earner, order, component, level and rate (design 9.17), sorted by paid instant,
 * order key, component, level, then the plan's order of rates. Row number n of the run is at index n - 1. Amounts are positive, in minor units.
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
  readonly #numbers: Int32Array;
  #columns: Omit<Rows, 'count'>;
  #count = 0;

  constructor({ components, orders, numbers }: { components: number; orders: number; numbers: Int32Array }) {
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
    // Pages that are never written cost nothing, and copying while growing does.
    this.#columns = columnsOf(Math.max(1024, orders * 8));
  }

  budget(amountMinor: number): void {
    this.#total().budgetMinor += amountMinor;
    add(this.orders.budgetMinor, this.orderIndex, amountMinor);
  }

  row(earner: number, level: number, ratePpm: number, baseMinor: number, amountMinor: number): void {
    if (this.#count === this.#columns.earner.length) this.#columns = grown(this.#columns);
    const columns = this.#columns;
    const at = this.#count++;
    columns.orderIndex[at] = this.orderIndex;
    columns.earner[at] = earner;
    columns.component[at] = this.component;
    columns.level[at] = level;
    columns.ratePpm[at] = ratePpm;
    columns.baseMinor[at] = baseMinor;
    columns.amountMinor[at] = amountMinor;
  }

  unpaid(_level: number, amountMinor: number): void {
    this.#total().breakageMinor += amountMinor;
    add(this.orders.breakageMinor, this.orderIndex, amountMinor);
  }

  reached(): void {
    // Who took a level without a row is told by `explainNothing`.
  }

  passed(): void {
    // A run keeps no row for nobody: `explainNothing` asks again when somebody wants to know.
  }

  /** Ends the collection, once: the rows with partner numbers instead of indexes, and the sums of what they pay. */
  done(): Rows {
    const { orderIndex, earner, component, level, ratePpm, baseMinor, amountMinor } = this.#columns;
    const count = this.#count;
    for (let row = 0; row < count; row++) {
      const partner = earner[row] as number;
      const amount = amountMinor[row] as number;
      const total = this.totals[component[row] as number] as ComponentTotal;
      total.rows++;
      total.paidMinor += amount;
      add(this.orders.paidMinor, orderIndex[row] as number, amount);
      add(this.earned[component[row] as number] as Float64Array, partner, amount);
      earner[row] = this.#numbers[partner] as number;
    }
    return {
      count,
      orderIndex: orderIndex.subarray(0, count),
      earner: earner.subarray(0, count),
      component: component.subarray(0, count),
      level: level.subarray(0, count),
      ratePpm: ratePpm.subarray(0, count),
      baseMinor: baseMinor.subarray(0, count),
      amountMinor: amountMinor.subarray(0, count),
    };
  }

  #total(): ComponentTotal {
    return this.totals[this.component] as ComponentTotal;
  }
}

/** The fingerprint of rows by what they say, with the orders' keys: it does not depend on how facts were numbered. */
export function rowHashOf(rows: Rows, orderKeys: Float64Array): string {
  const hash = new Hash().pair(rows.count, 0);
  for (let row = 0; row < rows.count; row++) {
    const key = orderKeys[rows.orderIndex[row] as number] as number;
    const base = rows.baseMinor[row] as number;
    const amount = rows.amountMinor[row] as number;
    const place = (rows.component[row] as number) * 1000 + (rows.level[row] as number);
    hash.words(key | 0, highWord(key), rows.earner[row] as number, place);
    // Checked amounts have high words below 2^15, so that two of them fit into one word.
    hash.words(rows.ratePpm[row] as number, base | 0, amount | 0, (highWord(base) << 16) | highWord(amount));
  }
  return hash.hex();
}

function columnsOf(capacity: number): Omit<Rows, 'count'> {
  return {
    orderIndex: new Int32Array(capacity),
    earner: new Int32Array(capacity),
    component: new Int32Array(capacity),
    level: new Int32Array(capacity),
    ratePpm: new Int32Array(capacity),
    baseMinor: new Float64Array(capacity),
    amountMinor: new Float64Array(capacity),
  };
}

function grown(columns: Omit<Rows, 'count'>): Omit<Rows, 'count'> {
  const larger = columnsOf(columns.earner.length * 2);
  larger.orderIndex.set(columns.orderIndex);
  larger.earner.set(columns.earner);
  larger.component.set(columns.component);
  larger.level.set(columns.level);
  larger.ratePpm.set(columns.ratePpm);
  larger.baseMinor.set(columns.baseMinor);
  larger.amountMinor.set(columns.amountMinor);
  return larger;
}

function add(values: Float64Array, index: number, amount: number): void {
  values[index] = (values[index] as number) + amount;
}
