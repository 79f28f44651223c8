import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import { deletePlanDraft, findPlanDraft, upsertPlanDraft } from '#app/adapters/db/repositories/plans.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { planHome } from '#app/services/plans/plan-home.ts';
import { readPlan } from '#app/services/plans/read-plan.ts';

interface DraftChange {
  readonly networkId: NetworkId;
  readonly programmeId: number;
  readonly actor: string;
  readonly now: Date;
}

/** Keeps the plan that is being written, also one that may not be published: nobody is paid by a draft. @throws AppError 'plan.invalid' */
export function saveDraft({ document, ...change }: DraftChange & { document: unknown }): Promise<void> {
  const { networkId, programmeId, actor, now } = change;
  return inTransaction(networkId, async (tx) => {
    const plan = readPlan(document, await planHome(tx));
    const before = await findPlanDraft(tx, programmeId);
    await upsertPlanDraft(tx, programmeId, { document: plan, updatedAt: now, actor });
    await appendAudit(tx, {
      at: now,
      actor,
      action: 'plan.draft-saved',
      subject: `programme:${programmeId}`,
      ...(before ? { before: before.document as Record<string, unknown> } : {}),
      after: plan,
    });
  });
}

/** Throws a draft away; the published plan is untouched. */
export function discardDraft({ networkId, programmeId, actor, now }: DraftChange): Promise<void> {
  return inTransaction(networkId, async (tx) => {
    await deletePlanDraft(tx, programmeId);
    const subject = `programme:${programmeId}`;
    await appendAudit(tx, { at: now, actor, action: 'plan.draft-discarded', subject });
  });
}
