import { Fraction } from '#app/domain/engine/fraction.ts';
import type { Facts } from '#app/domain/engine/facts.ts';
import { unitsOf, volumeColumn } from '#app/domain/engine/units.ts';
import type { PlanShape } from '#app/domain/plan/plan-shape.ts';
import { carriesVolume, type VolumeKind } from '#app/domain/plan/volumes.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

/** By entry: what it counts for, in minor units or smallest points. */
export type VolumeColumns = Readonly<Record<VolumeKind, Float64Array>>;

/** By entry: what components are a share of. */
export type PaidColumns = Readonly<Record<VolumeKind | 'margin', Float64Array>>;

/** The orders of a run by paid instant, each with its entries: `entryOf[entryStart[o]]` up to `entryOf[entryStart[o + 1]]`. */
export interface OrderedEntries {
  readonly partnerOf: Int32Array;
  readonly sequence: Int32Array;
  readonly entryStart: Int32Array;
  readonly entryOf: Int32Array;
}

/** What every entry counts for under a plan: products with an excluded tag for nothing (plans R1). */
export function countedColumns({ entries, classes }: Facts, plan: PlanShape): PaidColumns {
  const columns = {
    net: volumeColumn(plan, 'net', entries),
    pv: volumeColumn(plan, 'pv', entries),
    cv: volumeColumn(plan, 'cv', entries),
    margin: entries.marginMinor,
  };
  const counts = classes.map((productClass) => carriesVolume(plan.volumes, productClass));
  if (counts.every((isCounted) => isCounted)) return columns;
  const of = (column: Float64Array) =>
    column.map((value, entry) => (counts[entries.productClass[entry] as number] ? value : 0));
  return { net: of(columns.net), pv: of(columns.pv), cv: of(columns.cv), margin: of(columns.margin) };
}

/** The part of an order that carries commission; orders that are not listed carry it whole. */
export type CarriedShares = ReadonlyMap<number, Fraction>;

/**
 * Own purchases of a partner carry commission up to the plan's limit, by paid instant (plans 4.5, R4). An order that goes beyond it
 * carries the part that is left. Late orders count in the period in which they are paid, as their volume does.
 * @returns by order index
 */
export function carriedShares(
  { facts, columns }: { readonly facts: Facts; readonly columns: VolumeColumns },
  { partnerOf, sequence, entryStart, entryOf }: OrderedEntries,
  plan: PlanShape,
): CarriedShares {
  const limit = plan.rules.self_volume_limit;
  const shares = new Map<number, Fraction>();
  if (limit.kind === 'none') return shares;
  const most = unitsOf(plan, limit.volume, limit.at_most);
  const column = columns[limit.volume];
  const used = new Map<number, number>();
  for (const order of sequence) {
    const partner = partnerOf[order] as number;
    if (facts.orders.isOwn[order] === 0 || partner === HOUSE) continue;
    let bought = 0;
    for (let place = entryStart[order] as number; place < (entryStart[order + 1] as number); place++) {
      const entry = entryOf[place] as number;
      if (facts.entries.earns[entry] === 1) bought += column[entry] as number;
    }
    if (bought <= 0) continue;
    const before = used.get(partner) ?? 0;
    used.set(partner, before + bought);
    const carried = Math.min(bought, Math.max(0, most - before));
    if (carried < bought) shares.set(order, new Fraction(BigInt(carried), BigInt(bought)));
  }
  return shares;
}

/** Columns in which limited orders have the part that carries commission: each entry its own, down to whole units. */
export function carriedColumns({ entries }: Facts, columns: PaidColumns, shares: CarriedShares): PaidColumns {
  if (shares.size === 0) return columns;
  const of = (column: Float64Array) =>
    column.map((value, entry) => {
      const share = shares.get(entries.order[entry] as number);
      if (share === undefined || entries.earns[entry] === 0) return value;
      return value < 0 ? -share.of(-value, 'floor') : share.of(value, 'floor');
    });
  return { net: of(columns.net), pv: of(columns.pv), cv: of(columns.cv), margin: of(columns.margin) };
}
