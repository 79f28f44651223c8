import { z } from 'zod';
import { IN_THE_TREE, PARTNER_STATUSES } from '#app/domain/partners/partner-status.ts';
import { sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

export const TREE_FIGURES = ['team', 'own', 'below', 'earned'] as const;

/** What children are sorted by, bars show and sums add up. */
export type TreeFigure = (typeof TREE_FIGURES)[number];

const amount = z
  .bigint()
  .nullable()
  .transform((value) => value?.toString() ?? null);

export const treeNodeSchema = z.object({
  number: z.int(),
  firstName: z.string(),
  lastName: z.string(),
  status: z.enum(PARTNER_STATUSES),
  sponsor: z.int(),
  /** Null, like all figures, until a run has seen the partner. */
  active: z.boolean().nullable(),
  level: z.int().nullable(),
  ownMinor: amount,
  teamMinor: amount,
  earnedMinor: amount,
  below: z.int().nullable(),
  hasChildren: z.boolean(),
});

/** A partner as a mark of the picture or a row of the grid; amounts are minor units as text. */
export type TreeNode = z.infer<typeof treeNodeSchema>;

/** Which tree is looked at: the one in force now, or as it was at an instant; and whose figures stand in it. */
export interface TreeView {
  readonly at: Date | null;
  readonly runId: number | null;
  /** What the run has not seen is recorded above it. */
  readonly watermark: string;
  /** Of an instant's tree: edges dated later may stand in the run's tree or not; null for the tree in force now. */
  readonly alikeUntil: Date | null;
}

/** People who are in the tree. */
const inTheTree = (alias: Sql): Sql => sql`${alias}.number > 0 and ${alias}.status = any(${IN_THE_TREE}::text[])`;

/** The numbers directly under `parent` (a piece of SQL), in force now or at the view's instant. */
export function childrenOf(tx: Tx, view: TreeView, parent: Sql): Sql {
  if (view.at === null) {
    return sql`select c.number from partner c
      where c.network_id = ${tx.networkId} and c.sponsor = ${parent} and ${inTheTree(sql`c`)}`;
  }
  return sql`select e.number from sponsor_edge e
    join partner c on c.network_id = ${tx.networkId} and c.number = e.number and ${inTheTree(sql`c`)}
   where e.network_id = ${tx.networkId} and e.sponsor = ${parent} and e.valid_from <= ${view.at}::timestamptz
     and not exists (select from sponsor_edge n where n.network_id = ${tx.networkId} and n.number = e.number
                       and n.valid_from <= ${view.at}::timestamptz
                       and (n.valid_from, n.recorded_seq) > (e.valid_from, e.recorded_seq))`;
}

/** The figure of a row `f` of partner_period; partners that no run has seen come last. */
export function figureOf(figure: TreeFigure): Sql {
  const value = {
    team: sql`f.team_minor`,
    own: sql`f.customer_minor + f.own_minor`,
    below: sql`(f.subtree_end - f.position - 1)::bigint`,
    earned: sql`f.amount_minor`,
  }[figure];
  return sql`coalesce(${value}, -1)`;
}

/** The columns of a node, from `partner p` and `partner_period f`. */
export const nodeColumns = (tx: Tx, view: TreeView): Sql => sql`
  p.number, p.first_name as "firstName", p.last_name as "lastName", p.status, p.sponsor, f.active, f.depth as level,
  f.customer_minor + f.own_minor as "ownMinor", f.team_minor as "teamMinor", f.amount_minor as "earnedMinor",
  f.subtree_end - f.position - 1 as below,
  exists (${childrenOf(tx, view, sql`p.number`)}) as "hasChildren"`;

/** Joins the figures of the view's run to a table or piece `on` that has a number. */
export const withFigures = (tx: Tx, view: TreeView, on: Sql): Sql => sql`
  left join partner_period f on f.network_id = ${tx.networkId} and f.run_id = ${view.runId ?? -1} and f.number = ${on}.number`;

/** One node; null where the number is nobody's in this network. */
export function findNode(tx: Tx, view: TreeView, number: number): Promise<TreeNode | null> {
  return tx.find(
    treeNodeSchema,
    sql`select ${nodeColumns(tx, view)} from partner p ${withFigures(tx, view, sql`p`)}
         where p.network_id = ${tx.networkId} and p.number = ${number}`,
  );
}
