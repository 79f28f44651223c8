import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { findPlace } from '#app/queries/tree/place.ts';
import { nodeColumns, treeNodeSchema, withFigures, type TreeNode, type TreeView } from '#app/queries/tree/tree-node.ts';

/** From so many on, partners with one child each are folded into one mark. */
const FOLD_MIN = 3;

/** A line that goes on one by one below somebody: `hidden` partners, then `end`. */
export interface Fold {
  readonly hidden: number;
  readonly end: TreeNode;
}

const foldSchema = treeNodeSchema.extend({ start: z.int(), steps: z.int() });

/**
 * Which of these partners begin such a line. In pre-order its k-th partner stands at position + k and depth + k and ends
 * where the first one ends; that holds up to the line's last partner and never again, so halving finds it in few seeks
 * (14 for a line of 10,000).
 */
export async function foldsOf(
  tx: Tx,
  view: TreeView,
  nodes: readonly TreeNode[],
): Promise<Readonly<Record<number, Fold>>> {
  const starts = nodes.filter((node) => (node.below ?? 0) >= FOLD_MIN).map((node) => node.number);
  if (starts.length === 0 || view.runId === null || view.at !== null) return {};
  const isOnLine = sql`exists (select from partner_period x where x.network_id = ${tx.networkId}
    and x.run_id = ${view.runId} and x.position = s.position + s.middle and x.depth = s.depth + s.middle
    and x.subtree_end = s.subtree_end)`;
  const rows = await tx.all(
    foldSchema,
    sql`with recursive probe as (
          select t.number as start, t.position, t.depth, t.subtree_end, 0 as low, t.subtree_end - t.position as high
            from partner_period t
           where t.network_id = ${tx.networkId} and t.run_id = ${view.runId} and t.number = any(${starts}::int[])
          union all
          select h.start, h.position, h.depth, h.subtree_end, case when h.is_on then h.middle else h.low end,
                 case when h.is_on then h.high else h.middle end
            from (select s.*, ${isOnLine} as is_on
                    from (select probe.*, (probe.low + probe.high) / 2 as middle from probe where probe.high - probe.low > 1) s) h)
        select ${nodeColumns(tx, view)}, line.start, line.low as steps
          from probe line
         cross join lateral (select * from partner_period o where o.network_id = ${tx.networkId} and o.run_id = ${view.runId}
                                and o.position = line.position + line.low limit 1) f
          join partner p on p.network_id = ${tx.networkId} and p.number = f.number
         where line.high - line.low = 1 and line.low >= ${FOLD_MIN}`,
  );
  return Object.fromEntries(rows.map(({ start, steps, ...end }) => [start, { hidden: steps - 1, end }]));
}

/** Partners shown at once of a line that is opened. */
export const LINE_WINDOW = 20;

/** The next partners of a folded line, from `skip` steps below its beginning on. */
export async function lineWindow(tx: Tx, view: TreeView, line: { start: number; skip: number }): Promise<TreeNode[]> {
  const runId = view.runId ?? -1;
  const place = await findPlace(tx, { runId, number: line.start });
  if (!place) return [];
  const before = place.position + line.skip;
  return tx.all(
    treeNodeSchema,
    sql`select ${nodeColumns(tx, view)}
          from partner_period l
          join partner p on p.network_id = ${tx.networkId} and p.number = l.number ${withFigures(tx, view, sql`l`)}
         where l.network_id = ${tx.networkId} and l.run_id = ${runId} and l.subtree_end = ${place.subtreeEnd}
           and l.position > ${before}::int and l.position <= ${before + LINE_WINDOW}::int
         order by l.position`,
  );
}
