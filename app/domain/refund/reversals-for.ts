import { minor, type Minor } from '#app/domain/money/minor.ts';
import { reversalOf, type ReversibleRow } from '#app/domain/refund/reversal-of.ts';

export interface AcceptedRow extends ReversibleRow {
  rowId: string;
  partner: number;
  /** The lines that were added and rated together (design 9.17). */
  rateGroup: string;
}

export interface RowReversal {
  rowId: string;
  partner: number;
  /** Negative takes back; see `reversalOf`. */
  adjustmentMinor: Minor;
}

/**
 * The adjustments of all accepted rows of one order, on every level alike, from the base refunded per rate group since
 * acceptance, cumulative (`countableRefunds`). Rows whose share did not move are left out.
 */
export function reversalsFor(rows: readonly AcceptedRow[], refundedByGroup: ReadonlyMap<string, Minor>): RowReversal[] {
  return rows.flatMap((row) => {
    const adjustmentMinor = reversalOf(row, refundedByGroup.get(row.rateGroup) ?? minor(0n));
    return adjustmentMinor === 0n ? [] : [{ rowId: row.rowId, partner: row.partner, adjustmentMinor }];
  });
}
