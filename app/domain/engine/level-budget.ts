import type { Fraction } from '#app/domain/engine/fraction.ts';
import {
  dearestByLevel,
  levelsFor,
  listsOf,
  tableIndexOf,
  tablesOf,
  type LevelRates,
  type RateTables,
} from '#app/domain/engine/level-rates.ts';
import type { OrderInHand, RowSink, Workshop } from '#app/domain/engine/primitive.ts';
import type { RoundingMode } from '#app/domain/money/share.ts';
import { ppmOf, rateOf } from '#app/domain/plan/fields.ts';
import { ppm } from '#app/domain/money/minor.ts';

/** One table as arrays: the rate in ppm at `rank * levels + level`, level from 0; ranks from 0 for none. */
interface Table {
  readonly levels: number;
  readonly ratePpm: Int32Array;
  readonly dearestPpm: Int32Array;
  /** What the dearest rate makes of a volume, by level from 0. */
  readonly dearest: readonly Fraction[];
}

/**
 * What each level of one order can pay at most, and what it pays somebody of a rank: lines of one rate are added, then
 * rounded once (design 9.17). The arrays are filled again for every order.
 */
export class LevelBudget {
  /** The sum of what all levels can pay at most, in minor units. */
  total = 0;
  readonly #tables: readonly Table[];
  readonly #tableOf: Int32Array;
  readonly #tableBase: Float64Array;
  readonly #most: Float64Array;
  readonly #shares: ReadonlyMap<number, Fraction>;
  readonly #ranks: number;
  readonly #rounding: RoundingMode;
  /** The only table with a base, -1 where several have one. */
  #only = -1;
  readonly #groupRate: Int32Array;
  readonly #groupBase: Float64Array;

  constructor(tables: RateTables, rounding: RoundingMode, workshop: Workshop) {
    const all = tablesOf(tables);
    this.#tables = all.map((rates) => tableOf(rates, workshop));
    this.#tableOf = Int32Array.from(workshop.classes, (productClass) => tableIndexOf(tables, productClass));
    this.#tableBase = new Float64Array(all.length);
    this.#most = new Float64Array(Math.max(0, ...this.#tables.map(({ levels }) => levels)));
    this.#ranks = workshop.ranks;
    this.#rounding = rounding;
    this.#groupRate = new Int32Array(all.length);
    this.#groupBase = new Float64Array(all.length);
    const rates = new Set(all.flatMap(listsOf).flat().map(ppmOf));
    this.#shares = new Map([...rates].map((rate) => [rate, workshop.share(rateOf(rate))]));
  }

  /** Fills the arrays for one order. Result: how many levels it can pay; 0 where nothing carries commission. */
  of({ lines }: OrderInHand): number {
    this.#tableBase.fill(0);
    for (let index = 0; index < lines.count; index++) {
      const table = this.#tableOf[lines.productClass[index] as number] as number;
      this.#tableBase[table] = (this.#tableBase[table] as number) + (lines.base[index] as number);
    }
    let levels = 0;
    let touched = 0;
    for (let table = 0; table < this.#tables.length; table++) {
      const base = this.#tableBase[table] as number;
      if (base === 0) continue;
      touched++;
      this.#only = table;
      if (base > 0) levels = Math.max(levels, (this.#tables[table] as Table).levels);
    }
    if (touched > 1) this.#only = -1;
    this.total = 0;
    for (let level = 0; level < levels; level++) {
      const most = this.#only < 0 ? this.#mostOfSeveral(level) : this.#mostOfOne(level);
      this.#most[level] = most;
      this.total += most;
    }
    return levels;
  }

  /**
   * Whether somebody of a rank has a rate at a level (from 1) for any product of the order. A level that pays nobody is
   * open to everybody: else a walk that skips whoever has no rate would never come past it.
   */
  hasRate(level: number, rank: number): boolean {
    if (this.#only >= 0) {
      const { levels, ratePpm, dearestPpm } = this.#tables[this.#only] as Table;
      return level > levels || (ratePpm[rank * levels + level - 1] as number) > 0 || dearestPpm[level - 1] === 0;
    }
    let paysSomebody = false;
    for (let table = 0; table < this.#tables.length; table++) {
      if ((this.#tableBase[table] as number) <= 0) continue;
      if (this.#rateAt(table, level - 1, rank) > 0) return true;
      if (((this.#tables[table] as Table).dearestPpm[level - 1] ?? 0) > 0) paysSomebody = true;
    }
    return !paysSomebody;
  }

  /** Writes the rows of somebody of a rank at a level. Result: what they come to. */
  rows(earner: number, level: number, rank: number, sink: RowSink): number {
    return this.#only < 0 ? this.#paySeveral(earner, level, rank, sink) : this.#payOne(earner, level, rank, sink);
  }

  /** What somebody of a rank gets at a level (from 1), in minor units. */
  amountFor(level: number, rank: number): number {
    if (this.#only >= 0)
      return this.#amount(this.#tableBase[this.#only] as number, this.#rateAt(this.#only, level - 1, rank));
    return this.#sumOf(this.#group(level - 1, rank));
  }

  /** Writes the rows of somebody of a rank who takes a level, and what the level could have paid beyond them. */
  pay(earner: number, level: number, rank: number, sink: RowSink): void {
    const paid = this.rows(earner, level, rank, sink);
    const rest = (this.#most[level - 1] as number) - paid;
    if (rest > 0) sink.unpaid(level, rest);
  }

  /** A level (from 1) that nobody takes. */
  leave(level: number, sink: RowSink): void {
    const most = this.#most[level - 1] as number;
    if (most > 0) sink.unpaid(level, most);
  }

  #rateAt(table: number, level: number, rank: number): number {
    const { levels, ratePpm } = this.#tables[table] as Table;
    return level < levels ? (ratePpm[rank * levels + level] as number) : 0;
  }

  #amount(base: number, rate: number): number {
    if (base <= 0 || rate === 0) return 0;
    return (this.#shares.get(rate) as Fraction).of(base, this.#rounding);
  }

  #mostOfOne(level: number): number {
    const base = this.#tableBase[this.#only] as number;
    return base > 0 ? ((this.#tables[this.#only] as Table).dearest[level]?.of(base, this.#rounding) ?? 0) : 0;
  }

  /** Most orders have products of one table: one share a level, nothing to add up. */
  #payOne(earner: number, level: number, rank: number, sink: RowSink): number {
    const rate = this.#rateAt(this.#only, level - 1, rank);
    const { dearestPpm } = this.#tables[this.#only] as Table;
    const base = this.#tableBase[this.#only] as number;
    const isDearest = rate === dearestPpm[level - 1];
    const amount = isDearest ? (this.#most[level - 1] as number) : this.#amount(base, rate);
    if (amount > 0) sink.row(earner, level, rate, base, amount);
    return amount;
  }

  /** The bases of all tables by rate for a level (from 0) and rank. Result: how many rates there are. */
  #group(level: number, rank: number): number {
    let groups = 0;
    for (let table = 0; table < this.#tables.length; table++) {
      const base = this.#tableBase[table] as number;
      const rate = this.#rateAt(table, level, rank);
      if (base === 0 || rate === 0) continue;
      let place = 0;
      while (place < groups && this.#groupRate[place] !== rate) place++;
      if (place === groups) {
        this.#groupRate[place] = rate;
        this.#groupBase[place] = 0;
        groups++;
      }
      this.#groupBase[place] = (this.#groupBase[place] as number) + base;
    }
    return groups;
  }

  #paySeveral(earner: number, level: number, rank: number, sink: RowSink): number {
    const groups = this.#group(level - 1, rank);
    let paid = 0;
    for (let place = 0; place < groups; place++) {
      const rate = this.#groupRate[place] as number;
      const base = this.#groupBase[place] as number;
      const amount = this.#amount(base, rate);
      // Rows that round to 0 are not written; the level counts all the same (plans 4.18).
      if (amount > 0) sink.row(earner, level, rate, base, amount);
      paid += amount;
    }
    return paid;
  }

  #mostOfSeveral(level: number): number {
    let most = 0;
    for (let rank = 0; rank <= this.#ranks; rank++) {
      most = Math.max(most, this.#sumOf(this.#group(level, rank)));
    }
    return most;
  }

  /** What the first `groups` rates come to. */
  #sumOf(groups: number): number {
    let sum = 0;
    for (let place = 0; place < groups; place++) {
      sum += this.#amount(this.#groupBase[place] as number, this.#groupRate[place] as number);
    }
    return sum;
  }
}

function tableOf(rates: LevelRates, { ranks, rankOf, share }: Workshop): Table {
  const dearest = dearestByLevel(rates);
  const levels = dearest.length;
  const ratePpm = new Int32Array((ranks + 1) * levels);
  const fill = (rank: number, list: readonly string[]) =>
    list.forEach((rate, level) => (ratePpm[rank * levels + level] = ppmOf(rate)));
  if (rates.kind === 'by_rank') for (const row of rates.ranks) fill(rankOf(row.rank), levelsFor(rates, row.rank));
  else for (let rank = 0; rank <= ranks; rank++) fill(rank, rates.levels);
  const shares = dearest.map((rate) => share(rateOf(ppm(rate))));
  return { levels, ratePpm, dearestPpm: Int32Array.from(dearest, ppm), dearest: shares };
}
