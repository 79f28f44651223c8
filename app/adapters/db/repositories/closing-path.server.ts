import { ancestorSegments, edgesOf, END_OF_TIME } from '#app/adapters/db/repositories/edges.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { cyclePath } from '#app/domain/tree/cycle.ts';

/** A partner would get another sponsor from an instant on, until the partner's next dated edge. */
export interface PlannedEdge {
  readonly partner: number;
  readonly sponsor: number;
  readonly validFrom: Date;
}

/**
 * The circle that an edge would close, now or at a later dated edge of anybody above: `[Ben, Cleo, Ben]`; null where it is
 * legal. Only sure while the caller holds the facts' lock exclusively.
 */
export async function findClosingPath(tx: Tx, edge: PlannedEdge): Promise<readonly number[] | null> {
  if (edge.partner === edge.sponsor) return [edge.partner, edge.partner];
  const own = await edgesOf(tx, edge.partner);
  const until = own.find((each) => each.validFrom > edge.validFrom)?.validFrom ?? END_OF_TIME;
  const line = await ancestorSegments(tx, {
    start: edge.sponsor,
    stopAt: edge.partner,
    from: edge.validFrom,
    until,
  });
  for (const { sponsor, since } of line) {
    if (sponsor !== edge.partner) continue;
    const parents = new Map(
      line.filter((each) => each.since <= since && since < each.till).map((each) => [each.number, each.sponsor]),
    );
    return cyclePath((number) => parents.get(number), edge.partner, edge.sponsor);
  }
  return null;
}
