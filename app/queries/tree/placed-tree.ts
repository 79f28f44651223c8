import { z } from 'zod';
import { placementRules } from '#app/adapters/db/repositories/placement-rules.server.ts';
import {
  countPositions,
  readPositions,
  salesOfRun,
  type TreeKey,
} from '#app/adapters/db/repositories/positions.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { placedPicture, type PlacedPicture } from '#app/domain/placement/placed-picture.ts';
import { widthOf } from '#app/domain/placement/rule-spans.ts';
import { countWaiting } from '#app/queries/placement/waiting-page.ts';
import type { Branch } from '#app/queries/tree/branch.ts';
import { treeNodeSchema, type TreeNode, type TreeView } from '#app/queries/tree/tree-node.ts';
import type { Crumb, Upline } from '#app/queries/tree/upline.ts';

/** A placement tree that the page can show, by the key in its address. */
export interface TreeChoice {
  readonly key: string;
  readonly tree: string;
  readonly kind: 'binary' | 'matrix';
}

/** A position as a mark of the picture: `number` is the position's, `place` says whose and on which slot. */
export interface PlacedNode extends TreeNode {
  readonly place: { readonly partner: number; readonly slot: number };
}

/** A part of somebody's children, with the slots that nobody has. */
export interface PlacedBranch extends Branch {
  readonly nodes: readonly PlacedNode[];
  readonly free: readonly number[];
}

/** The placement trees of the plans in force, and how many people wait for a place in one of them. */
export async function treeChoices(tx: Tx, now: Date): Promise<{ trees: TreeChoice[]; waiting: number }> {
  const rules = (await placementRules(tx, now)).filter(({ dueMs }) => dueMs === now.getTime());
  let waiting = 0;
  for (const { programmeId, rule } of rules) waiting += await countWaiting(tx, { programmeId, rule }, now);
  const trees = rules.map(({ programmeId, rule }) => {
    return { key: `${programmeId}:${rule.id}`, tree: rule.id, kind: rule.kind };
  });
  return { trees, waiting };
}

/** One tree as it is looked at: of the plans in force, else of none. */
export interface PlacedTree {
  readonly picture: PlacedPicture;
  /** Slots below a position. */
  readonly width: number;
  readonly view: TreeView;
}

/** Pictures of trees that pages asked for. A tree only grows and a run never changes, so their numbers say what a picture shows. */
const known = new Map<string, PlacedPicture>();
const KNOWN_MAX = 4;

/** The tree of a key; null where no plan in force names it (any more). */
export async function findPlacedTree(
  tx: Tx,
  view: TreeView,
  { key, now }: { key: string; now: Date },
): Promise<PlacedTree | null> {
  const rules = await placementRules(tx, now);
  const inForce = rules.findLast(({ programmeId, rule }) => `${programmeId}:${rule.id}` === key);
  if (!inForce) return null;
  const of: TreeKey = { programmeId: inForce.programmeId, tree: inForce.rule.id };
  const positions = await countPositions(tx, of);
  const name = [tx.networkId, key, positions, view.runId, view.at?.getTime() ?? 'now'].join(' ');
  const picture = known.get(name) ?? (await readPicture(tx, of, view));
  const [oldest] = known.keys();
  if (oldest !== undefined && !known.has(name) && known.size >= KNOWN_MAX) known.delete(oldest);
  known.set(name, picture);
  return { picture, width: widthOf(inForce.rule), view };
}

async function readPicture(tx: Tx, of: TreeKey, { runId, at }: TreeView): Promise<PlacedPicture> {
  const sales = runId === null ? new Map<number, number>() : await salesOfRun(tx, runId);
  return placedPicture(await readPositions(tx, of), sales, at?.getTime() ?? Infinity);
}

const personSchema = treeNodeSchema.omit({ level: true, teamMinor: true, below: true, hasChildren: true });

/** Positions as marks, in the order in which they are asked for; 0 is the house account's. */
export async function placedNodes(
  tx: Tx,
  { picture, view }: PlacedTree,
  positions: readonly number[],
): Promise<PlacedNode[]> {
  const owners = positions.map((position) => picture.owner[position] as number);
  const people = await tx.all(
    personSchema,
    sql`select p.number, p.first_name as "firstName", p.last_name as "lastName", p.status, p.sponsor, f.active,
               f.customer_minor + f.own_minor as "ownMinor", f.amount_minor as "earnedMinor"
          from partner p
          left join partner_period f on f.network_id = ${tx.networkId} and f.run_id = ${view.runId ?? -1}
                                    and f.number = p.number
         where p.network_id = ${tx.networkId} and p.number = any(${owners}::int[])`,
  );
  const byNumber = new Map(people.map((person) => [person.number, person]));
  return positions.flatMap((position): PlacedNode[] => {
    const partner = picture.owner[position] as number;
    const person = byNumber.get(partner);
    if (!person) return [];
    const isFirst = position === 0 || picture.firstOf.get(partner) === position;
    return [
      {
        ...person,
        number: position,
        place: { partner, slot: picture.slot[position] as number },
        level: picture.depth[position] as number,
        ownMinor: isFirst ? person.ownMinor : null,
        earnedMinor: isFirst ? person.earnedMinor : null,
        teamMinor: person.active === null ? null : String(picture.sales[position]),
        below: picture.below[position] as number,
        hasChildren: picture.childrenOf(position).length > 0,
      },
    ];
  });
}

/** Positions shown at once below one; only the house account has more. */
const BRANCH_SIZE = 24;

/** The places below several positions, slot by slot. */
export async function placedBranches(
  tx: Tx,
  tree: PlacedTree,
  asked: readonly { readonly parent: number; readonly offset: number }[],
): Promise<PlacedBranch[]> {
  const pages = asked.map(({ parent, offset }) => {
    const children = tree.picture.childrenOf(parent);
    return { parent, offset, children, shown: children.slice(offset, offset + BRANCH_SIZE) };
  });
  const nodes = await placedNodes(
    tx,
    tree,
    pages.flatMap(({ shown }) => shown),
  );
  const byPosition = new Map(nodes.map((node) => [node.number, node]));
  return pages.map(({ parent, offset, children, shown }) => {
    const left = children.length - offset - shown.length;
    const taken = new Set(children.map((child) => tree.picture.slot[child]));
    const slots = parent === 0 ? [] : Array.from({ length: tree.width }, (_, slot) => slot);
    return {
      parent,
      offset,
      total: children.length,
      nodes: shown.flatMap((child) => byPosition.get(child) ?? []),
      rest: left > 0 ? { count: left, active: null, value: null } : null,
      folds: {},
      free: slots.filter((slot) => !taken.has(slot)),
    };
  });
}

/** Places that are named above the focus, besides the topmost. */
const NEAREST = 3;

/** The way from the house account down to a position; numbers are those of positions. */
export async function placedUpline(tx: Tx, tree: PlacedTree, focus: number): Promise<Upline> {
  const above: number[] = [];
  for (let at = focus; at !== 0; at = tree.picture.parent[at] as number) above.unshift(at);
  const way = above.slice(0, -1);
  const isWhole = way.length <= NEAREST;
  const named = isWhole ? way : [way[0] as number, ...way.slice(-NEAREST)];
  const crumbs: Crumb[] = await placedNodes(tx, tree, named);
  if (isWhole) return { first: null, hidden: 0, nearest: crumbs };
  const [first, ...nearest] = crumbs;
  return { first: first ?? null, hidden: way.length - 1 - NEAREST, nearest };
}

export const treeKeySchema = z.string().regex(/^\d{1,9}:[a-z][a-z0-9_]{0,39}$/);
