import { publishedTrees } from '#app/adapters/db/repositories/plans.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { widthOf } from '#app/domain/placement/rule-spans.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { AppError } from '#app/errors.ts';

/**
 * Places are facts: a tree of one name keeps its kind and its width in all versions of a programme's plan. Another shape is another
 * tree, with a name of its own. @throws AppError 'plan.invalid' with `tree-in-use`
 */
export async function requireSameTrees(tx: Tx, programmeId: number, { trees }: Plan): Promise<void> {
  const before = (await publishedTrees(tx))
    .filter((version) => version.programmeId === programmeId)
    .flatMap((version) => version.trees);
  const changed = trees.flatMap((tree, index) => {
    const earlier = before.find(({ id }) => id === tree.id);
    if (tree.kind === 'sponsor' || !earlier || earlier.kind === 'sponsor') return [];
    const isSame = earlier.kind === tree.kind && widthOf(earlier) === widthOf(tree);
    return isSame ? [] : [[`trees[${index}].id`, 'tree-in-use'] as const];
  });
  if (changed.length > 0) throw new AppError('plan.invalid', Object.fromEntries(changed));
}
