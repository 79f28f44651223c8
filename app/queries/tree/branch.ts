import { z } from 'zod';
import { sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { foldsOf, type Fold } from '#app/queries/tree/folds.ts';
import { findPlace, isBelow, type Place } from '#app/queries/tree/place.ts';
import {
  childrenOf,
  figureOf,
  nodeColumns,
  treeNodeSchema,
  withFigures,
  type TreeFigure,
  type TreeNode,
  type TreeView,
} from '#app/queries/tree/tree-node.ts';

/** Children shown at once; the others are one bundle. */
export const BRANCH_SIZE = 24;

/** Children of a child that are shown beside it, and how many it may have so that the biggest are known without a walk. */
const SECOND_SHOWN = 3;
const SECOND_KNOWN_MAX = 40;

/** What is not shown, as one mark. */
export interface Bundle {
  readonly count: number;
  /** Null, like the value, where it would take a walk. */
  readonly active: number | null;
  /** Of the chosen figure: minor units, or a count of partners. */
  readonly value: string | null;
}

/** A part of somebody's children, the biggest first. */
export interface Branch {
  readonly parent: number;
  readonly total: number;
  readonly offset: number;
  readonly nodes: readonly TreeNode[];
  /** Null where nothing is left. */
  readonly rest: Bundle | null;
  /** By number of a shown node whose line goes on one by one: how many are folded, and who ends it. */
  readonly folds: Readonly<Record<number, Fold>>;
}

const childSchema = treeNodeSchema.extend({ total: z.int(), restActive: z.int(), restValue: z.string() });

interface BranchRequest {
  readonly parent: number;
  readonly figure: TreeFigure;
  readonly offset: number;
}

/** The children of a partner from `offset` on, with the sum of those that stay out. */
export async function branchOf(tx: Tx, view: TreeView, request: BranchRequest): Promise<Branch> {
  const shown = request.offset + BRANCH_SIZE;
  const place =
    view.runId !== null && (await hasFewUnlike(tx, view))
      ? await findPlace(tx, { runId: view.runId, number: request.parent })
      : null;
  const rows = await tx.all(
    childSchema,
    sql`with kids as materialized (${valuedChildren(tx, view, request, place)}),
        shown as materialized (select number, value, active from kids order by value desc, number limit ${shown}),
        whole as materialized (select count(*)::int as total, count(*) filter (where active) as active, sum(greatest(value, 0)) as value from kids),
        front as materialized (select count(*) filter (where active) as active, coalesce(sum(greatest(value, 0)), 0) as value from shown),
        page as (select number, value from shown order by value desc, number offset ${request.offset})
        select ${nodeColumns(tx, view)}, whole.total, (whole.active - front.active)::int as "restActive",
               (whole.value - front.value)::text as "restValue"
          from page cross join whole cross join front
          join partner p on p.network_id = ${tx.networkId} and p.number = page.number ${withFigures(tx, view, sql`page`)}
         order by page.value desc, page.number`,
  );
  const nodes = rows.map(({ total: _total, restActive: _active, restValue: _value, ...node }) => node);
  const first = rows[0];
  const total = first?.total ?? 0;
  const left = Math.max(0, total - request.offset - nodes.length);
  return {
    parent: request.parent,
    total,
    offset: request.offset,
    nodes,
    rest: first && left > 0 ? { count: left, active: first.restActive, value: first.restValue } : null,
    folds: await foldsOf(tx, view, nodes),
  };
}

/** With more edges that differ the children are looked up one by one. */
const UNLIKE_MAX = 2000;

/** Edges `e` that stand otherwise, or not at all, in the tree of the view's run. */
const unlikeEdges = (tx: Tx, view: TreeView): Sql => {
  const recorded = sql`select e.number from sponsor_edge e
    where e.network_id = ${tx.networkId} and e.recorded_seq > ${view.watermark}::bigint`;
  if (view.alikeUntil === null) return recorded;
  return sql`${recorded} union all select e.number from sponsor_edge e
    where e.network_id = ${tx.networkId} and e.valid_from > ${view.alikeUntil}::timestamptz`;
};

/** Whether the tree of the run is that of the view but for a few; the tree in force now is, as runs are new. */
async function hasFewUnlike(tx: Tx, view: TreeView): Promise<boolean> {
  if (view.at === null) return true;
  const { count } = await tx.one(
    z.object({ count: z.int() }),
    sql`select count(*)::int as count from (select from (${unlikeEdges(tx, view)}) unlike limit ${UNLIKE_MAX + 1}) few`,
  );
  return count <= UNLIKE_MAX;
}

/**
 * Number, figure and activity of all children. The run's index gives them as one range of a level; who moved or came since,
 * or after the day that is looked at, is known by the edge, so that a star of 10,000 costs no look-up a child.
 */
function valuedChildren(tx: Tx, view: TreeView, { parent, figure }: BranchRequest, place: Place | null): Sql {
  const value = figureOf(figure);
  if (place === null) {
    return sql`select k.number, ${value} as value, coalesce(f.active, false) as active
      from (${childrenOf(tx, view, sql`${parent}::int`)}) k ${withFigures(tx, view, sql`k`)}`;
  }
  return sql`
    select f.number, ${value} as value, f.active
      from partner_period f
     where f.network_id = ${tx.networkId} and f.run_id = ${view.runId} and ${isBelow(place, 1)}
       and f.number <> all(array(${unlikeEdges(tx, view)}))
    union all
    select k.number, ${value} as value, coalesce(f.active, false) as active
      from (${childrenOf(tx, view, sql`${parent}::int`)}) k ${withFigures(tx, view, sql`k`)}
     where k.number = any(array(${unlikeEdges(tx, view)}))`;
}

const secondSchema = treeNodeSchema.extend({ parent: z.int(), total: z.int(), known: z.boolean() });

/**
 * The biggest children of several partners at once, three each. Of somebody with more than forty only so many are looked at: such a
 * branch is shown as a bundle until it is opened.
 */
export async function secondLevel(
  tx: Tx,
  view: TreeView,
  request: { parents: readonly number[]; figure: TreeFigure },
): Promise<Branch[]> {
  const value = figureOf(request.figure);
  const rows = await tx.all(
    secondSchema,
    sql`with kids as (
          select t.parent, k.number, ${value} as value,
                 row_number() over (partition by t.parent order by ${value} desc, k.number) as place,
                 (count(*) over (partition by t.parent))::int as total
            from unnest(${request.parents}::int[]) as t(parent)
           cross join lateral (select kid.number from (${childrenOf(tx, view, sql`t.parent`)}) kid
                                limit ${SECOND_KNOWN_MAX + 1}) k ${withFigures(tx, view, sql`k`)})
        select ${nodeColumns(tx, view)}, kids.parent, kids.total, kids.total <= ${SECOND_KNOWN_MAX}::int as known
          from kids join partner p on p.network_id = ${tx.networkId} and p.number = kids.number
          ${withFigures(tx, view, sql`kids`)}
         where kids.place <= ${SECOND_SHOWN} order by kids.parent, kids.place`,
  );
  return request.parents.flatMap((parent) => {
    const mine = rows.filter((row) => row.parent === parent);
    const [first] = mine;
    if (!first?.known) return [];
    const nodes = mine.map(({ parent: _parent, total: _total, known: _known, ...node }) => node);
    const left = first.total - nodes.length;
    const rest = left > 0 ? { count: left, active: null, value: null } : null;
    return [{ parent, total: first.total, offset: 0, nodes, rest, folds: {} }];
  });
}
