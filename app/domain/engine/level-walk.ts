import { z } from 'zod';
import { STATUS, type ProductClass } from '#app/domain/engine/facts.ts';
import type {
  Evaluator,
  OrderInHand,
  PassReason,
  Primitive,
  RateTable,
  RowSink,
  TreeInForce,
} from '#app/domain/engine/primitive.ts';
import { shareExact } from '#app/domain/engine/share-exact.ts';
import { qualificationSchema } from '#app/domain/plan/condition.ts';
import { componentIdSchema, LEVELS_MAX, ppmOf, rateSchema, roundingSchema } from '#app/domain/plan/fields.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

/**
 * Percent by pay level, upwards from the order (plans 2.1, 1.4). `rates[0]` is level 1: the partner of a customer's order,
 * the sponsor of a partner's own one (design 9.2). Of `tagged_rates` the first that fits a product wins (design 9.17);
 * an empty list there means that such products carry no commission.
 */
const levelWalkSchema = z.strictObject({
  kind: z.literal('level_walk'),
  id: componentIdSchema,
  tree: z.literal('sponsor', 'not-offered'),
  base: z.literal('net_goods', 'not-offered'),
  rates: z.array(rateSchema).min(1, 'no-levels').max(LEVELS_MAX, 'too-many-levels'),
  tagged_rates: z
    .array(
      z.strictObject({
        match: z.enum(['tag', 'collection'], 'not-offered'),
        value: z.string().trim().min(1, 'empty').max(255, 'too-long'),
        rates: z.array(rateSchema).max(LEVELS_MAX, 'too-many-levels'),
      }),
    )
    .max(100, 'too-many-tables'),
  compression: z.enum(['none', 'standard'], 'not-offered'),
  /** How many partners above an order are looked at, paid or not: a safety limit apart from the levels (plans 1.4). */
  max_physical_depth: z.int('not-a-count').min(1, 'not-a-count').max(100_000, 'not-a-count'),
  qualification: qualificationSchema,
  pay_buyer: z.literal(false, 'not-offered'),
  tree_as_of: z.literal('order_time', 'not-offered'),
  rounding: roundingSchema,
});
export type LevelWalk = z.infer<typeof levelWalkSchema>;

export const levelWalk = {
  schema: levelWalkSchema,

  compile(component, classes): Evaluator {
    const budget = new LevelBudget(component, classes);
    return (order, tree, sink) => {
      const levels = budget.of(order);
      if (levels === 0) return;
      sink.budget(budget.total);
      walk(component, budget, { levels, order, tree, sink });
    };
  },

  cellOf(component, productClass, level) {
    const index = tableIndexOf(component, productClass);
    const rates = index === 0 ? component.rates : (component.tagged_rates[index - 1]?.rates ?? []);
    const rate = rates[level - 1];
    return { table: tableNamed(component, index), ratePpm: rate === undefined ? 0 : ppmOf(rate) };
  },

  sentencesOf(component) {
    const tables = [component.rates, ...component.tagged_rates.map(({ rates }) => rates)];
    return tables.flatMap((rates, index) =>
      rates.map((rate, above) => ({ table: tableNamed(component, index), level: above + 1, ratePpm: ppmOf(rate) })),
    );
  },
} satisfies Primitive<LevelWalk>;

/**
 * What each level of one order pays, before anybody is looked at: lines of one rate are added, then rounded once (design 9.17).
 * The arrays are filled again for every order.
 */
class LevelBudget {
  total = 0;
  /** Shares of level L (from 1) are at `start[L - 1]` up to `start[L]`. */
  readonly start: Int32Array;
  readonly ratePpm: Int32Array;
  readonly baseMinor: Float64Array;
  readonly amountMinor: Float64Array;
  readonly #rates: readonly Int32Array[];
  readonly #tableOf: Int32Array;
  readonly #tableBase: Float64Array;
  readonly #rounding: LevelWalk['rounding'];

  constructor(component: LevelWalk, classes: readonly ProductClass[]) {
    const tables = [component.rates, ...component.tagged_rates.map(({ rates }) => rates)];
    this.#rates = tables.map((rates) => Int32Array.from(rates, ppmOf));
    this.#tableOf = Int32Array.from(classes, (productClass) => tableIndexOf(component, productClass));
    this.#tableBase = new Float64Array(tables.length);
    this.#rounding = component.rounding;
    const levelsMax = Math.max(...tables.map((rates) => rates.length));
    this.start = new Int32Array(levelsMax + 1);
    this.ratePpm = new Int32Array(levelsMax * tables.length);
    this.baseMinor = new Float64Array(levelsMax * tables.length);
    this.amountMinor = new Float64Array(levelsMax * tables.length);
  }

  /** Fills the arrays for one order. Result: how many levels it pays; 0 where nothing carries commission. */
  of({ lines }: OrderInHand): number {
    for (let table = 0; table < this.#tableBase.length; table++) this.#tableBase[table] = 0;
    for (let index = 0; index < lines.count; index++) {
      const table = this.#tableOf[lines.productClass[index] as number] as number;
      this.#tableBase[table] = (this.#tableBase[table] as number) + (lines.baseMinor[index] as number);
    }
    let levels = 0;
    let touched = 0;
    let only = 0;
    for (let table = 0; table < this.#rates.length; table++) {
      const base = this.#tableBase[table] as number;
      if (base === 0) continue;
      touched++;
      only = table;
      const length = (this.#rates[table] as Int32Array).length;
      if (base > 0 && length > levels) levels = length;
    }
    this.total = 0;
    if (levels > 0 && touched === 1) this.#fromOneTable(only);
    else this.#fromTables(levels);
    return levels;
  }

  /** Most orders have products of one table: one share a level, nothing to add up. */
  #fromOneTable(table: number): void {
    const rates = this.#rates[table] as Int32Array;
    const base = this.#tableBase[table] as number;
    let used = 0;
    for (let level = 0; level < rates.length; level++) {
      this.start[level] = used;
      const rate = rates[level] as number;
      if (rate === 0) continue;
      const amount = shareExact(base, rate, this.#rounding);
      this.ratePpm[used] = rate;
      this.baseMinor[used] = base;
      this.amountMinor[used++] = amount;
      this.total += amount;
    }
    this.start[rates.length] = used;
  }

  #fromTables(levels: number): void {
    let used = 0;
    for (let level = 0; level < levels; level++) {
      this.start[level] = used;
      used = this.#sharesOf(level, used);
    }
    this.start[levels] = used;
  }

  /** Writes the shares of one level from place `from` on; result: the place after them. */
  #sharesOf(level: number, from: number): number {
    let used = from;
    for (let table = 0; table < this.#rates.length; table++) {
      const base = this.#tableBase[table] as number;
      const rate = (this.#rates[table] as Int32Array)[level] ?? 0;
      if (base === 0 || rate === 0) continue;
      let place = from;
      while (place < used && this.ratePpm[place] !== rate) place++;
      if (place === used) {
        this.ratePpm[place] = rate;
        this.baseMinor[place] = 0;
        used++;
      }
      this.baseMinor[place] = (this.baseMinor[place] as number) + base;
    }
    for (let place = from; place < used; place++) {
      const base = this.baseMinor[place] as number;
      const amount = base > 0 ? shareExact(base, this.ratePpm[place] as number, this.#rounding) : 0;
      this.amountMinor[place] = amount;
      this.total += amount;
    }
    return used;
  }
}

interface Walk {
  readonly levels: number;
  readonly order: OrderInHand;
  readonly tree: TreeInForce;
  readonly sink: RowSink;
}

/** Upwards, nearest first: whoever qualifies takes the next level; who does not takes one only where nothing is compressed. */
function walk(component: LevelWalk, budget: LevelBudget, { levels, order, tree, sink }: Walk): void {
  const { parent, status } = tree;
  const { isActive } = order;
  const needsActivity = component.qualification.kind === 'active';
  const keepsLevel = component.compression === 'none';
  const depthMax = component.max_physical_depth;
  let node = order.isOwn ? (parent[order.partner] as number) : order.partner;
  let level = 0;
  for (let step = 0; step < depthMax && level < levels && node !== HOUSE; step++) {
    if (status[node] === STATUS.active && (!needsActivity || isActive[node] === 1)) pay(budget, ++level, node, sink);
    else {
      if (keepsLevel) leave(budget, ++level, sink);
      sink.passed(node, passReasonOf(status[node] as number), keepsLevel ? level : 0);
    }
    node = parent[node] as number;
  }
  while (level < levels) leave(budget, ++level, sink);
}

/** Rows that round to 0 are not written; the level counts all the same (plans 4.18). */
function pay(budget: LevelBudget, level: number, earner: number, sink: RowSink): void {
  sink.reached(earner, level);
  const end = budget.start[level] as number;
  for (let place = budget.start[level - 1] as number; place < end; place++) {
    const amount = budget.amountMinor[place] as number;
    if (amount > 0) sink.row(earner, level, budget.ratePpm[place] as number, budget.baseMinor[place] as number, amount);
  }
}

function leave(budget: LevelBudget, level: number, sink: RowSink): void {
  const end = budget.start[level] as number;
  for (let place = budget.start[level - 1] as number; place < end; place++) {
    sink.unpaid(level, budget.amountMinor[place] as number);
  }
}

function passReasonOf(status: number): PassReason {
  if (status === STATUS.suspended) return 'suspended';
  if (status === STATUS.terminated) return 'terminated';
  return status === STATUS.active ? 'not-active' : 'not-a-partner-then';
}

/** 0 is the default table, k the k-th of `tagged_rates`. Tags are compared as Shopify does, without regard to case. */
function tableIndexOf(component: LevelWalk, productClass: ProductClass): number {
  const tags = new Set(productClass.tags.map((tag) => tag.toLowerCase()));
  return (
    component.tagged_rates.findIndex(({ match, value }) =>
      match === 'tag' ? tags.has(value.toLowerCase()) : productClass.collections.includes(value),
    ) + 1
  );
}

function tableNamed(component: LevelWalk, index: number): RateTable {
  const tagged = component.tagged_rates[index - 1];
  return tagged === undefined ? { kind: 'default' } : { kind: tagged.match, value: tagged.value };
}
