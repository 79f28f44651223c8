import { BasisColumn, type RowFigures } from '#app/domain/engine/basis-column.ts';
import { Hash, highWord } from '#app/domain/engine/hash.ts';
import type { PeriodRow, PeriodSink, RowSink } from '#app/domain/engine/primitive.ts';

/**
 * The earning rows of a run. Rows of orders come first: one per earner, order, component, level and rate (design 9.17), sorted by
 * paid instant, order key, component, level, then the plan's order of rates. Rows of the period follow, by component, as it
 * wrote them. Row number n of the run is at index n - 1. Amounts are positive, in minor units.
 */
export interface Rows extends RowColumns {
  readonly count: number;
  /** By row of the period, in their order: the last rows are theirs. */
  readonly basis: RowFigures;
  /**
   * By row, where caps lowered some: `CENT` of each cap that left the row a unit of what did not divide. Rows beyond its end
   * were left none.
   */
  readonly cents: Uint8Array;
}

/** Where rows are counted by pay level: the one under which those of the period stand, which have none. */
export const PERIOD_LEVEL = -1;

/** The kinds of caps, each with its bit in `Rows.cents`. */
export const CENT = { component: 1, order: 2, partner: 4, company: 8 } as const;
export type CapKind = keyof typeof CENT;

interface RowColumns {
  /** Index into `Facts.orders`; -1 for a row of the period. */
  readonly orderIndex: Int32Array;
  /** Partner or position that a row of the period is about; 0 for rows of orders, and where it is about all. */
  readonly source: Int32Array;
  /** Partner number. */
  readonly earner: Int32Array;
  /** Index into the `components` of the order's own plan: an older one for late orders of a period that had it. */
  readonly component: Int32Array;
  readonly level: Int32Array;
  readonly ratePpm: Int32Array;
  /** In the units of the component's base. */
  readonly base: Float64Array;
  readonly amountMinor: Float64Array;
}

/** Budget, paid and breakage; whatever happens, the first is the sum of the others (plans 4.18). */
export interface Budget {
  budgetMinor: number;
  paidMinor: number;
  breakageMinor: number;
}

export interface ComponentTotal extends Budget {
  rows: number;
}

/** Budget, paid and breakage of each order over all components, by order index. */
export interface OrderTotals {
  readonly budgetMinor: Float64Array;
  readonly paidMinor: Float64Array;
  readonly breakageMinor: Float64Array;
}

/** One cap that took something: what it covered, and what it left. The company's is followed by what it left each partner. */
export interface CapTaken {
  /** Whose plan it is a cap of: an index into `PriorState.periods`; -1 for the open period's. */
  readonly period: number;
  /** Index of the component in that plan; -1 where the plan's own caps cut. */
  readonly component: number;
  readonly kind: CapKind;
  /** Partner index or order index; 0 for the company. */
  readonly about: number;
  readonly rawMinor: number;
  readonly cappedMinor: number;
}

/**
 * Writes what components find into columns and sums. `orderIndex` and `component` say what is being evaluated; components are
 * counted by their places in the run until it is `done`.
 */
export class RowCollector implements RowSink {
  orderIndex = 0;
  component = 0;
  readonly totals: ComponentTotal[];
  readonly orders: OrderTotals;
  /** By place of the component, then partner index: what the rows add up to, kept up to date by `settle` and `lower`. */
  readonly earned: Float64Array[];
  readonly #numbers: Int32Array;
  readonly #places: readonly { readonly index: number }[];
  #columns: RowColumns;
  #cents = new Uint8Array(0);
  /** By row of the period: they follow those of the orders. */
  readonly #basis = new BasisColumn();
  #count = 0;
  #settled = 0;

  /** `places`: the components of a run, each with its index in its own plan. */
  constructor({
    places,
    orders,
    numbers,
  }: {
    places: readonly { readonly index: number }[];
    orders: number;
    numbers: Int32Array;
  }) {
    const total = () => ({ rows: 0, budgetMinor: 0, paidMinor: 0, breakageMinor: 0 });
    this.#numbers = numbers;
    this.#places = places;
    this.totals = places.map(total);
    this.earned = places.map(() => new Float64Array(numbers.length));
    this.orders = {
      budgetMinor: new Float64Array(orders),
      paidMinor: new Float64Array(orders),
      breakageMinor: new Float64Array(orders),
    };
    // Pages that are never written cost nothing, and copying while growing does.
    this.#columns = columnsOf(Math.max(1024, orders * 16));
  }

  get count(): number {
    return this.#count;
  }

  /** The rows so far, by partner index: for caps and components that look at rows. */
  get columns(): RowColumns {
    return this.#columns;
  }

  budget(amountMinor: number): void {
    this.#total().budgetMinor += amountMinor;
    add(this.orders.budgetMinor, this.orderIndex, amountMinor);
  }

  row(earner: number, level: number, ratePpm: number, base: number, amountMinor: number): void {
    const at = this.#place(earner, level, ratePpm);
    this.#columns.orderIndex[at] = this.orderIndex;
    this.#columns.base[at] = base;
    this.#columns.amountMinor[at] = amountMinor;
  }

  unpaid(_level: number, amountMinor: number): void {
    this.#total().breakageMinor += amountMinor;
    add(this.orders.breakageMinor, this.orderIndex, amountMinor);
  }

  difference(): void {
    // As below: told by `explainRow`.
  }

  reached(): void {
    // Who took a level without a row is told by `explainNothing`.
  }

  passed(): void {
    // A run keeps no row for nobody: `explainNothing` asks again when somebody wants to know.
  }

  /** Takes the rows of a component that pays once per period, and adds to `caps` what it caps itself. */
  periodSink(component: number, caps: CapTaken[]): PeriodSink {
    const total = this.totals[component] as ComponentTotal;
    return {
      row: (row: PeriodRow) => {
        this.component = component;
        const at = this.#place(row.earner, row.level, row.ratePpm);
        this.#columns.orderIndex[at] = -1;
        this.#columns.source[at] = row.source;
        this.#columns.base[at] = row.base;
        this.#columns.amountMinor[at] = row.amountMinor;
        this.#basis.push(row.basis);
      },
      budget: (amountMinor) => void (total.budgetMinor += amountMinor),
      unpaid: (amountMinor) => void (total.breakageMinor += amountMinor),
      capped: (about, rawMinor, cappedMinor) =>
        void caps.push({ period: -1, component, kind: 'component', about, rawMinor, cappedMinor }),
    };
  }

  /** Adds the rows since the last call to what their earners have. */
  settle(): void {
    const { earner, component, amountMinor } = this.#columns;
    for (; this.#settled < this.#count; this.#settled++) {
      const at = this.#settled;
      add(this.earned[component[at] as number] as Float64Array, earner[at] as number, amountMinor[at] as number);
    }
  }

  /** Remembers that a cap left a settled row a unit of what did not divide. */
  giveCent(at: number, kind: CapKind): void {
    if (this.#cents.length < this.#count) {
      const longer = new Uint8Array(this.#columns.earner.length);
      longer.set(this.#cents);
      this.#cents = longer;
    }
    this.#cents[at] = (this.#cents[at] as number) | CENT[kind];
  }

  /** Lowers a settled row to an amount: what it loses is breakage. */
  lower(at: number, amountMinor: number): void {
    const { amountMinor: amounts, component, earner, orderIndex } = this.#columns;
    const lost = (amounts[at] as number) - amountMinor;
    amounts[at] = amountMinor;
    add(this.earned[component[at] as number] as Float64Array, earner[at] as number, -lost);
    (this.totals[component[at] as number] as ComponentTotal).breakageMinor += lost;
    const order = orderIndex[at] as number;
    if (order >= 0) add(this.orders.breakageMinor, order, lost);
  }

  /** Ends the collection, once: the rows with partner numbers instead of indexes and without those that a cap left nothing of. */
  done(): Rows {
    const columns = this.#columns;
    const cents = this.#cents;
    const ofOrders = this.#count - this.#basis.length;
    const basis = new BasisColumn();
    let kept = 0;
    for (let row = 0; row < this.#count; row++) {
      const amount = columns.amountMinor[row] as number;
      if (amount === 0) continue;
      const total = this.totals[columns.component[row] as number] as ComponentTotal;
      total.rows++;
      total.paidMinor += amount;
      const order = columns.orderIndex[row] as number;
      if (order >= 0) add(this.orders.paidMinor, order, amount);
      else basis.push(this.#basis.at(row - ofOrders) ?? []);
      if (kept !== row) moveRow(columns, row, kept);
      if (kept < cents.length) cents[kept] = cents[row] ?? 0;
      columns.earner[kept] = this.#numbers[columns.earner[row] as number] as number;
      columns.component[kept] = this.#places[columns.component[row] as number]?.index ?? 0;
      kept++;
    }
    const cut = <T extends Int32Array | Float64Array>(column: T) => column.subarray(0, kept) as T;
    return {
      count: kept,
      basis,
      cents: cents.subarray(0, kept),
      orderIndex: cut(columns.orderIndex),
      source: cut(columns.source),
      earner: cut(columns.earner),
      component: cut(columns.component),
      level: cut(columns.level),
      ratePpm: cut(columns.ratePpm),
      base: cut(columns.base),
      amountMinor: cut(columns.amountMinor),
    };
  }

  #place(earner: number, level: number, ratePpm: number): number {
    if (this.#count === this.#columns.earner.length) this.#columns = grown(this.#columns);
    const at = this.#count++;
    this.#columns.earner[at] = earner;
    this.#columns.component[at] = this.component;
    this.#columns.level[at] = level;
    this.#columns.ratePpm[at] = ratePpm;
    return at;
  }

  #total(): ComponentTotal {
    return this.totals[this.component] as ComponentTotal;
  }
}

/** The fingerprint of rows by what they say, with the orders' keys: it does not depend on how facts were numbered. */
export function rowHashOf(rows: Rows, orderKeys: Float64Array): string {
  const hash = new Hash().pair(rows.count, 0);
  for (let row = 0; row < rows.count; row++) {
    const order = rows.orderIndex[row] as number;
    // A row of the period has no order: its source stands in the same place, told apart by the sign.
    const key = order >= 0 ? (orderKeys[order] as number) : -1 - (rows.source[row] as number);
    const base = rows.base[row] as number;
    const amount = rows.amountMinor[row] as number;
    const place = (rows.component[row] as number) * 1_000_000 + (rows.level[row] as number);
    hash.words(key | 0, highWord(key), rows.earner[row] as number, place);
    // Checked amounts have high words below 2^15, so that two of them fit into one word.
    hash.words(rows.ratePpm[row] as number, base | 0, amount | 0, (highWord(base) << 16) | highWord(amount));
  }
  return hash.hex();
}

const INTEGER_COLUMNS = ['orderIndex', 'source', 'earner', 'component', 'level', 'ratePpm'] as const;

function columnsOf(capacity: number): RowColumns {
  const int = () => new Int32Array(capacity);
  return {
    orderIndex: int(),
    source: int(),
    earner: int(),
    component: int(),
    level: int(),
    ratePpm: int(),
    base: new Float64Array(capacity),
    amountMinor: new Float64Array(capacity),
  };
}

function grown(columns: RowColumns): RowColumns {
  const larger = columnsOf(columns.earner.length * 2);
  for (const name of INTEGER_COLUMNS) larger[name].set(columns[name]);
  larger.base.set(columns.base);
  larger.amountMinor.set(columns.amountMinor);
  return larger;
}

function moveRow(columns: RowColumns, from: number, to: number): void {
  for (const name of INTEGER_COLUMNS) columns[name][to] = columns[name][from] as number;
  columns.base[to] = columns.base[from] as number;
  columns.amountMinor[to] = columns.amountMinor[from] as number;
}

function add(values: Float64Array, index: number, amount: number): void {
  values[index] = (values[index] as number) + amount;
}
