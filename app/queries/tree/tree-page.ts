import { z } from 'zod';
import { findNetwork } from '#app/adapters/db/repositories/networks.server.ts';
import { findPartner } from '#app/adapters/db/repositories/partners.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { addDays, startOfDay } from '#app/adapters/time/calendar-days.ts';
import { assert } from '#app/domain/assert.ts';
import { AppError } from '#app/errors.ts';
import { findFiguresRun, type FiguresRun } from '#app/queries/figures-run.ts';
import { currencyOf } from '#app/queries/network-currency.ts';
import { firstNumbers } from '#app/queries/partners/partner-search.ts';
import { branchOf, secondLevel, type Branch } from '#app/queries/tree/branch.ts';
import { lineWindow } from '#app/queries/tree/folds.ts';
import { levelsBelow, type TreeLevel } from '#app/queries/tree/levels.ts';
import {
  findPlacedTree,
  placedBranches,
  placedNodes,
  placedUpline,
  treeChoices,
  type PlacedTree,
  type TreeChoice,
} from '#app/queries/tree/placed-tree.ts';
import { findNode, type TreeFigure, type TreeNode, type TreeView } from '#app/queries/tree/tree-node.ts';
import { uplineOf, type Upline } from '#app/queries/tree/upline.ts';

interface TreeRequest {
  readonly networkId: NetworkId;
  readonly now: Date;
  /** A day of the network's time zone (`YYYY-MM-DD`), looked at as it ended; null: the tree in force now. */
  readonly on: string | null;
  /** Key of a placement tree; null or left out: the tree of sponsors. */
  readonly tree?: string | null;
}

interface TreePageRequest extends TreeRequest {
  /** A partner, in a placement tree a position. */
  readonly focus: number;
  /** In a placement tree: whose first position takes the place of `focus`. */
  readonly partner?: number | null;
  readonly figure: TreeFigure;
}

export interface TreePage {
  readonly currency: string;
  readonly run: FiguresRun | null;
  readonly focus: TreeNode;
  readonly upline: Upline;
  readonly branch: Branch;
  /** Of the branch's nodes, where it is known without a walk. */
  readonly second: readonly Branch[];
  readonly levels: readonly TreeLevel[];
  /** The placement trees that can be shown instead, which one is, and how many people wait for a place. */
  readonly trees: readonly TreeChoice[];
  readonly tree: string | null;
  readonly waiting: number;
}

/** The tree around one partner: who is above, the biggest below, sums for the rest. @throws AppError partner.not-found */
export function treePage(request: TreePageRequest): Promise<TreePage> {
  return inTransaction(request.networkId, async (tx) => {
    const { run, view } = await viewOf(tx, request);
    const choices = await treeChoices(tx, request.now);
    const placed = request.tree ? await findPlacedTree(tx, view, { key: request.tree, now: request.now }) : null;
    if (placed) {
      const shown = await placedPage(tx, placed, request);
      return { currency: await currencyOf(tx), run, ...shown, levels: [], ...choices, tree: request.tree ?? null };
    }
    const focus = await findNode(tx, view, request.focus);
    if (!focus) throw new AppError('partner.not-found', { number: request.focus });
    const branch = await branchOf(tx, view, { parent: focus.number, figure: request.figure, offset: 0 });
    const parents = branch.nodes.filter((node) => !(node.number in branch.folds)).map((node) => node.number);
    return {
      currency: await currencyOf(tx),
      run,
      focus,
      upline: await uplineOf(tx, view, focus.number),
      branch,
      second: await secondLevel(tx, view, { parents, figure: request.figure }),
      levels: focus.number === 0 ? await levelsBelow(tx, view, 0) : [],
      ...choices,
      tree: null,
    };
  });
}

/** The same around a position: its slots and theirs. */
async function placedPage(tx: Tx, placed: PlacedTree, { focus: asked, partner }: TreePageRequest) {
  const position = partner == null ? asked : (placed.picture.firstOf.get(partner) ?? 0);
  const [focus] = placed.picture.isThere[position] === 1 ? await placedNodes(tx, placed, [position]) : [];
  if (!focus) throw new AppError('partner.not-found', { number: position });
  const [branch, ...more] = await placedBranches(tx, placed, [{ parent: position, offset: 0 }]);
  assert(branch && more.length === 0, 'one branch for one position');
  const parents = branch.nodes.map(({ number }) => ({ parent: number, offset: 0 }));
  const second = (await placedBranches(tx, placed, parents)).filter(({ total }) => total > 0);
  return { focus, branch, second, upline: await placedUpline(tx, placed, position) };
}

/** More of somebody's children: where a node is opened, or a bundle. @throws AppError partner.not-found */
export function treeBranch(
  request: TreeRequest & { parent: number; figure: TreeFigure; offset: number },
): Promise<Branch> {
  return inTransaction(request.networkId, async (tx) => {
    const { view } = await viewOf(tx, request);
    const placed = request.tree ? await findPlacedTree(tx, view, { key: request.tree, now: request.now }) : null;
    if (placed) {
      const [branch] = await placedBranches(tx, placed, [request]);
      assert(branch, 'a branch for a position');
      return branch;
    }
    await requirePartner(tx, request.parent);
    return branchOf(tx, view, request);
  });
}

/** A window of a folded line. @throws AppError partner.not-found */
export function treeLine(request: TreeRequest & { start: number; skip: number }): Promise<TreeNode[]> {
  return inTransaction(request.networkId, async (tx) => {
    await requirePartner(tx, request.start);
    return lineWindow(tx, (await viewOf(tx, request)).view, request);
  });
}

async function requirePartner(tx: Tx, number: number): Promise<void> {
  if (!(await findPartner(tx, number))) throw new AppError('partner.not-found', { number });
}

async function viewOf(tx: Tx, request: TreeRequest): Promise<{ run: FiguresRun | null; view: TreeView }> {
  const at = request.on === null ? null : await endOfDay(tx, request.on);
  const run = await findFiguresRun(tx, at ?? request.now);
  return {
    run,
    view: { at, runId: run?.runId ?? null, watermark: run?.watermark ?? '0', alikeUntil: alikeUntil(at, run) },
  };
}

/** A run's tree ends with its period, and with what it has read. */
function alikeUntil(at: Date | null, run: FiguresRun | null): Date | null {
  if (at === null || run === null) return at;
  return new Date(Math.min(at.getTime(), Date.parse(run.asOf), Date.parse(run.endsAt)));
}

/** The last instant of a day in the network's time zone. */
async function endOfDay(tx: Tx, day: string): Promise<Date> {
  const network = await findNetwork(tx, tx.networkId);
  assert(network, `no network ${tx.networkId}`);
  return new Date(startOfDay(network.timeZone, addDays(day, 1)).getTime() - 1);
}

const HITS_MAX = 20;
const hitSchema = z.object({ number: z.int(), firstName: z.string(), lastName: z.string() });
export type TreeHit = z.infer<typeof hitSchema>;

/** Partners whose name, number or code begins with `text`, by name; the first twenty. */
export function treeSearch(request: { networkId: NetworkId; text: string }): Promise<TreeHit[]> {
  return inTransaction(request.networkId, (tx) =>
    tx.all(
      hitSchema,
      sql`select p.number, p.first_name as "firstName", p.last_name as "lastName" from partner p
           where p.network_id = ${tx.networkId} and p.number in (${firstNumbers(tx, request.text, HITS_MAX)})
           order by p.search_name, p.number limit ${HITS_MAX}`,
    ),
  );
}
