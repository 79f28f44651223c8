import { findPlanDraft, planVersions } from '#app/adapters/db/repositories/plans.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { planSchema, type Plan } from '#app/domain/plan/plan.ts';
import { AppError } from '#app/errors.ts';

/** The document that an edit starts from: the draft, else the newest published plan. @throws AppError 'plan.not-published' */
export function draftGround(networkId: NetworkId, programmeId: number): Promise<Plan> {
  return inTransaction(networkId, async (tx) => {
    const draft = await findPlanDraft(tx, programmeId);
    if (draft) return planSchema.parse(draft.document);
    const [newest] = await planVersions(tx, programmeId);
    if (!newest) throw new AppError('plan.not-published');
    return planSchema.parse(newest.document);
  });
}
