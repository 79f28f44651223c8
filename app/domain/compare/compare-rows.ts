/** What a row of a run is about, under names that mean the same in every run of the network. */
export interface RowIdentity {
  readonly shopId: number;
  /** 0 for rows of the period. */
  readonly orderId: bigint;
  /** Partner or position that a row of the period is about, else 0. */
  readonly source: number;
  readonly earner: number;
  /** The component's id in the plan: its place may change with a version. */
  readonly component: string;
  readonly level: number;
}

/** Rows of one identity together: one per rate. Minor units. */
export interface RowSum {
  readonly rows: number;
  readonly baseMinor: number;
  readonly amountMinor: number;
}

/** One row; amounts in minor units. */
export interface ComparedRow extends RowIdentity {
  readonly baseMinor: number;
  readonly amountMinor: number;
}

/** What became of a row: null where it is not there. */
export interface RowChange extends RowIdentity {
  readonly before: RowSum | null;
  readonly after: RowSum | null;
}

interface Sum {
  readonly rows: number;
  readonly amountMinor: number;
}

interface EarnerChange {
  readonly earner: number;
  readonly beforeMinor: number;
  readonly afterMinor: number;
}

/** Two runs side by side. Counts are of identities, amounts are differences (after - before) in minor units. */
export interface Comparison {
  readonly before: Sum;
  readonly after: Sum;
  readonly same: number;
  readonly added: Sum;
  readonly removed: Sum;
  readonly changed: Sum;
  /** Earners who get more, and who get less. */
  readonly gain: { readonly earners: number; readonly amountMinor: number };
  readonly loss: { readonly earners: number; readonly amountMinor: number };
  /** Those of whom the difference is largest, most first. */
  readonly earners: readonly EarnerChange[];
  /** Those rows of which the difference is largest, most first. */
  readonly rows: readonly RowChange[];
}

interface Limits {
  readonly earners: number;
  readonly rows: number;
}

/**
 * Compares what two runs pay, row by row. Rows are matched by order (or what they are about), earner, component and level;
 * `before` + what is told here = `after`, to the cent. Of equal differences the lower earner comes first.
 */
export function compareRows(
  before: Iterable<ComparedRow>,
  after: Iterable<ComparedRow>,
  { earners, rows }: Limits,
): Comparison {
  const changes = new Map<string, { identity: RowIdentity; before: Tally | null; after: Tally | null }>();
  const take = (side: 'before' | 'after', row: ComparedRow) => {
    const key = `${row.shopId} ${row.orderId} ${row.source} ${row.earner} ${row.component} ${row.level}`;
    let change = changes.get(key);
    if (!change) changes.set(key, (change = { identity: row, before: null, after: null }));
    const tally = (change[side] ??= { rows: 0, baseMinor: 0, amountMinor: 0 });
    tally.rows += 1;
    tally.baseMinor += row.baseMinor;
    tally.amountMinor += row.amountMinor;
  };
  for (const row of before) take('before', row);
  for (const row of after) take('after', row);

  const total = { before: nothing(), after: nothing(), added: nothing(), removed: nothing(), changed: nothing() };
  const byEarner = new Map<number, { beforeMinor: number; afterMinor: number }>();
  const differing: RowChange[] = [];
  let same = 0;
  for (const { identity, ...sides } of changes.values()) {
    add(total.before, sides.before?.rows ?? 0, sides.before?.amountMinor ?? 0);
    add(total.after, sides.after?.rows ?? 0, sides.after?.amountMinor ?? 0);
    addEarner(byEarner, identity.earner, sides);
    if (isSame(sides)) {
      same += 1;
      continue;
    }
    const kind = sides.before === null ? 'added' : sides.after === null ? 'removed' : 'changed';
    add(total[kind], 1, differenceOf(sides));
    const { shopId, orderId, source, earner, component, level } = identity;
    differing.push({ shopId, orderId, source, earner, component, level, ...sides });
  }
  return {
    ...total,
    same,
    ...gainAndLoss(byEarner),
    earners: mostChanged(byEarner).slice(0, earners),
    rows: differing
      .toSorted((a, b) => Math.abs(differenceOf(b)) - Math.abs(differenceOf(a)) || a.earner - b.earner)
      .slice(0, rows),
  };
}

interface Tally {
  rows: number;
  baseMinor: number;
  amountMinor: number;
}

type Sides = Pick<RowChange, 'before' | 'after'>;
type ByEarner = Map<number, { beforeMinor: number; afterMinor: number }>;

const nothing = () => ({ rows: 0, amountMinor: 0 });

const differenceOf = ({ before, after }: Sides): number => (after?.amountMinor ?? 0) - (before?.amountMinor ?? 0);

const isSame = ({ before, after }: Sides): boolean =>
  before !== null && after !== null && before.baseMinor === after.baseMinor && before.amountMinor === after.amountMinor;

function add(sum: { rows: number; amountMinor: number }, rows: number, amountMinor: number): void {
  sum.rows += rows;
  sum.amountMinor += amountMinor;
}

function addEarner(byEarner: ByEarner, earner: number, { before, after }: Sides): void {
  const sums = byEarner.get(earner) ?? { beforeMinor: 0, afterMinor: 0 };
  sums.beforeMinor += before?.amountMinor ?? 0;
  sums.afterMinor += after?.amountMinor ?? 0;
  byEarner.set(earner, sums);
}

function gainAndLoss(byEarner: ByEarner): Pick<Comparison, 'gain' | 'loss'> {
  const gain = { earners: 0, amountMinor: 0 };
  const loss = { earners: 0, amountMinor: 0 };
  for (const { beforeMinor, afterMinor } of byEarner.values()) {
    if (afterMinor === beforeMinor) continue;
    const side = afterMinor > beforeMinor ? gain : loss;
    side.earners += 1;
    side.amountMinor += afterMinor - beforeMinor;
  }
  return { gain, loss };
}

function mostChanged(byEarner: ByEarner): EarnerChange[] {
  const size = (change: EarnerChange) => Math.abs(change.afterMinor - change.beforeMinor);
  return [...byEarner]
    .map(([earner, sums]) => ({ earner, ...sums }))
    .filter((change) => size(change) > 0)
    .toSorted((a, b) => size(b) - size(a) || a.earner - b.earner);
}
