import { placementRules, type RuleInForce } from '#app/adapters/db/repositories/placement-rules.server.ts';
import { lockFactsShared, lockPlacement } from '#app/adapters/db/recording.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { AppError } from '#app/errors.ts';

/** What staff do in a tree: in which, since when it counts, and why. */
export interface TreeDeed {
  readonly programmeId: number;
  readonly tree: string;
  readonly actor: string;
  readonly now: Date;
  readonly reason: string;
}

/**
 * Takes the locks of placing and answers the rule that a tree follows now. @throws AppError 'place.no-tree' where no plan in force
 * names it (any more)
 */
export async function openTree(tx: Tx, { programmeId, tree, now }: TreeDeed): Promise<RuleInForce> {
  await lockPlacement(tx);
  await lockFactsShared(tx);
  const rules = await placementRules(tx, now);
  const inForce = rules.findLast(
    ({ programmeId: of, rule, dueMs }) => of === programmeId && rule.id === tree && dueMs === now.getTime(),
  );
  if (!inForce) throw new AppError('place.no-tree');
  return inForce;
}
