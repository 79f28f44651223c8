import {
  newestRun,
  readPositions,
  salesOfRun,
  sponsorsOfUnplaced,
  type PositionColumns,
  type TreeKey,
} from '#app/adapters/db/repositories/positions.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import type { Placed } from '#app/domain/placement/place-waiting.ts';
import { PlacementTree } from '#app/domain/placement/placement-tree.ts';
import { widthOf } from '#app/domain/placement/rule-spans.ts';
import type { DatedFacts } from '#app/domain/tree/dated.ts';
import { preorderOf } from '#app/domain/tree/preorder.ts';
import { rollUp } from '#app/domain/tree/roll-up.ts';
import type { RuleInForce } from '#app/adapters/db/repositories/placement-rules.server.ts';

export const keyOf = ({ programmeId, rule }: RuleInForce): TreeKey => ({ programmeId, tree: rule.id });

/** A tree as it stands, ready to give places. The caller holds the lock of placing. */
export async function readPlaced(tx: Tx, inForce: RuleInForce): Promise<Placed> {
  const { rule, opensMs } = inForce;
  const positions = await readPositions(tx, keyOf(inForce));
  const first = firstPositions(positions.owner);
  return {
    tree: new PlacementTree(widthOf(rule), positions),
    firstOf: (partner) => first.get(partner) ?? 0,
    sponsorOf: sponsorsOver(await sponsorsOfUnplaced(tx, keyOf(inForce))),
    placedAtMs: (position) => positions.sinceMs[position] ?? opensMs,
    opensMs,
    volume: rule.spillover === 'weaker_leg' ? await volumesBelow(tx, positions) : new Float64Array(0),
  };
}

/** By owner: the first position he got. */
export function firstPositions(owner: Int32Array): Map<number, number> {
  const first = new Map<number, number>();
  for (let position = owner.length - 1; position > 0; position--) first.set(owner[position] as number, position);
  return first;
}

/** Somebody's sponsor at an instant: of the edges that hold by then the latest, at one instant the newest record. */
function sponsorsOver({ partner, value, validFromMs, recordedSeq }: DatedFacts): Placed['sponsorOf'] {
  const edgesOf = Map.groupBy(partner.keys(), (edge) => partner[edge] as number);
  const isLater = (edge: number, other: number) =>
    (validFromMs[edge] as number) - (validFromMs[other] as number) ||
    (recordedSeq[edge] as number) - (recordedSeq[other] as number);
  return (of, atMs) => {
    let held: number | null = null;
    for (const edge of edgesOf.get(of) ?? []) {
      if ((validFromMs[edge] as number) <= atMs && (held === null || isLater(edge, held) > 0)) held = edge;
    }
    return held === null ? 0 : (value[held] as number);
  };
}

/** By position: what was sold there and below, as the newest run saw it; an owner's sales stand at his first position. */
async function volumesBelow(tx: Tx, { parent, owner }: PositionColumns): Promise<Float64Array> {
  const runId = await newestRun(tx);
  const sales = runId === null ? new Map<number, number>() : await salesOfRun(tx, runId);
  const own = new Float64Array(parent.length);
  for (const [partner, position] of firstPositions(owner)) own[position] = sales.get(partner) ?? 0;
  return rollUp(own, preorderOf(parent), parent);
}
