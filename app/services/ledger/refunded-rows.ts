import type {
  AcceptedOrderRow,
  PostedSource,
  RecordedEntry,
} from '#app/adapters/db/repositories/accepted-rows.server.ts';
import { assert } from '#app/domain/assert.ts';
import type { ProductClass } from '#app/domain/engine/facts.ts';
import { primitiveOf } from '#app/domain/engine/registry.ts';
import { minor, type Minor } from '#app/domain/money/minor.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { countableRefunds, type RefundedBase, type ReversalRule } from '#app/domain/refund/countable-refunds.ts';
import { reversalsFor } from '#app/domain/refund/reversals-for.ts';

/** An order whose rows were accepted, as it stands in the books. One calendar. */
export interface AcceptedOrder {
  readonly rows: readonly AcceptedOrderRow[];
  readonly entries: readonly RecordedEntry[];
  /** What was posted before. */
  readonly posted: readonly PostedSource[];
  readonly productClasses: ReadonlyMap<bigint, ProductClass>;
  readonly planOfRun: ReadonlyMap<number, Plan>;
  readonly rule: ReversalRule;
}

/** What one source takes back of one row; 0 where it takes nothing, or may not. */
export interface RowTakenBack {
  readonly row: AcceptedOrderRow;
  readonly amountMinor: Minor;
  readonly baseMinor: Minor;
}

/** One telling of one event: `refund:801`, its correction `refund:801~2`; of lines that it tells later `refund:801+2`. */
export interface TakeBackSource {
  readonly sourceKey: string;
  readonly occurredAt: Date;
  readonly reason: string | null;
  readonly taken: readonly RowTakenBack[];
}

const SOURCE = /^(?<group>.*):\d+(?<telling>~\d+)?$/;

/** `refund:801:101~2` is the second telling of event `refund:801` about line 101. */
function sourceOf(sourceKey: string): { group: string; telling: string } {
  const { group, telling } = SOURCE.exec(sourceKey)?.groups ?? {};
  assert(group !== undefined, `not a source: ${sourceKey}`);
  return { group, telling: `${group}${telling ?? ''}` };
}

const isOf = (telling: string) => (posted: PostedSource) => posted.sourceKey.replace(/\+\d+$/, '') === telling;

/** A part of an entry that lowers one accepted run. */
interface RunShare {
  readonly runId: number;
  readonly entry: RecordedEntry;
  readonly baseMinor: bigint;
}

/**
 * What every event since acceptance takes back of the accepted rows, event by event in the order of recording, on every
 * level (plans 4.4.4). What was posted before is counted, and not listed again: an entry is posted if its telling was
 * after the entry was recorded, because one telling may come in parts (one edit after the other). A line of which parts were
 * accepted in several periods gives back the oldest first.
 */
export function takeBackSources(order: AcceptedOrder): TakeBackSource[] {
  const shares = sharesOf(order);
  const reversed = new Map(order.rows.map((row) => [row, { ...row }]));
  const sources: TakeBackSource[] = [];
  for (const [telling, ofTelling] of Map.groupBy(shares, ({ entry }) => sourceOf(entry.sourceKey).telling)) {
    const posted = order.posted.filter(isOf(telling));
    const isPosted = ({ runId, entry }: RunShare) =>
      posted.some((one) => one.runId === runId && one.recordedSeq > entry.recordedSeq);
    const fresh = ofTelling.filter((share) => !isPosted(share));
    const [first] = fresh;
    if (!first) continue;
    const { group } = sourceOf(first.entry.sourceKey);
    const event = shares.filter(({ entry }) => sourceOf(entry.sourceKey).group === group);
    const times = new Set(posted.map(({ sourceKey }) => sourceKey)).size;
    sources.push({
      sourceKey: times === 0 ? telling : `${telling}+${times + 1}`,
      occurredAt: first.entry.occurredAt,
      reason: event.find(({ entry }) => entry.reason !== null)?.entry.reason ?? null,
      taken: takenOf(order, { fresh, reversed, isRefused: isRefused(group, event, order.rule) }),
    });
  }
  return sources;
}

/** A refund may be barred from being taken back; an order that was given to another partner never is (design 9.9). */
function isRefused(group: string, event: readonly RunShare[], rule: ReversalRule): boolean {
  return !group.startsWith('moved:') && countableRefunds(event.map(asRefunded), rule).refused.length > 0;
}

function asRefunded({ entry, baseMinor }: RunShare): RefundedBase {
  return {
    rateGroup: '',
    baseMinor: minor(-baseMinor),
    occurredAt: entry.occurredAt,
    reason: entry.reason,
    reversalGroup: sourceOf(entry.sourceKey).group,
  };
}

interface Taking {
  readonly fresh: readonly RunShare[];
  /** The rows with what was taken back so far; brought up to date here. */
  readonly reversed: Map<AcceptedOrderRow, AcceptedOrderRow>;
  readonly isRefused: boolean;
}

function takenOf(order: AcceptedOrder, { fresh, reversed, isRefused }: Taking): RowTakenBack[] {
  const runs = new Set(fresh.map(({ runId }) => runId));
  const rows = order.rows.filter(({ runId }) => runs.has(runId));
  return rows.flatMap((row) => {
    const now = reversed.get(row) ?? row;
    const ofRow = fresh.filter(({ runId, entry }) => runId === row.runId && isRatedBy(order, row, entry.lineId));
    if (ofRow.length === 0) return [];
    const baseMinor = minor(isRefused ? 0n : ofRow.reduce((total, share) => total + share.baseMinor, 0n));
    const rowId = `${row.runId}:${row.rowNo}`;
    const cumulative = new Map([[rowId, minor(now.reversedBaseMinor + baseMinor)]]);
    const [reversal] = reversalsFor([{ ...now, rowId, partner: row.earner, rateGroup: rowId }], cumulative);
    const amountMinor = reversal?.adjustmentMinor ?? minor(0n);
    reversed.set(row, {
      ...now,
      reversedMinor: minor(now.reversedMinor - amountMinor),
      reversedBaseMinor: minor(now.reversedBaseMinor + baseMinor),
    });
    return { row, amountMinor, baseMinor };
  });
}

/** Whether a line's base went into a row: lines of an order with the same rate were added first (design 9.17). */
function isRatedBy({ planOfRun, productClasses }: AcceptedOrder, row: AcceptedOrderRow, lineId: bigint): boolean {
  const component = planOfRun.get(row.runId)?.components[row.component];
  assert(component, `row ${row.runId}:${row.rowNo} without its component`);
  const productClass = productClasses.get(lineId) ?? { tags: [], collections: [] };
  const primitive = primitiveOf(component);
  assert(primitive.pays === 'orders', `row ${row.runId}:${row.rowNo} of no order`);
  const at = { productClass, rank: null, level: row.level };
  return primitive.cellOf(component, at).ratePpm === row.ratePpm;
}

/**
 * Splits what was taken back of each line over the runs that accepted parts of it, oldest first. Runs in which the order
 * paid nobody take their part too: theirs is not another run's.
 */
function sharesOf({ entries }: AcceptedOrder): RunShare[] {
  const left = new Map<bigint, { runId: number; baseMinor: bigint }[]>();
  const accepted = entries
    .flatMap((entry) => (entry.earns && entry.acceptedRunId !== null ? [{ entry, runId: entry.acceptedRunId }] : []))
    .toSorted((a, b) => a.runId - b.runId);
  for (const { entry, runId } of accepted) {
    const parts = left.get(entry.lineId) ?? [];
    left.set(entry.lineId, parts);
    const part = parts.find((one) => one.runId === runId);
    if (part) part.baseMinor += entry.baseMinor;
    else parts.push({ runId, baseMinor: entry.baseMinor });
  }
  return entries
    .filter(({ earns, baseMinor }) => !earns && baseMinor < 0n)
    .flatMap((entry) => {
      let wanted: bigint = -entry.baseMinor;
      return (left.get(entry.lineId) ?? []).flatMap((part) => {
        const taken = wanted < part.baseMinor ? wanted : part.baseMinor;
        if (taken <= 0n) return [];
        part.baseMinor -= taken;
        wanted -= taken;
        return { runId: part.runId, entry, baseMinor: taken };
      });
    });
}
