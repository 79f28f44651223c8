import { findPlanDraft, planVersions } from '#app/adapters/db/repositories/plans.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';
import { planFromFields, type FieldValues } from '#app/domain/plan/form-fields.ts';
import { planSchema } from '#app/domain/plan/plan.ts';
import { checkDocument, checkText, type CheckedPlan } from '#app/domain/templates/check-document.ts';
import { planHome } from '#app/queries/plan/plan-home.ts';

/** What is to be said about a document as it is typed. Nothing is stored. */
export function checkedText(networkId: NetworkId, text: string): Promise<CheckedPlan> {
  return inTransaction(networkId, async (tx) => checkText(text, await planHome(tx)));
}

/** The same of a form's figures on the ground of the stored draft; null where a figure cannot be read. */
export function checkedFields(
  networkId: NetworkId,
  programmeId: number,
  values: FieldValues,
): Promise<CheckedPlan | null> {
  return inTransaction(networkId, async (tx) => {
    const ground = (await findPlanDraft(tx, programmeId)) ?? (await planVersions(tx, programmeId))[0];
    assert(ground, `programme ${programmeId} has no plan`);
    const made = planFromFields(values, planSchema.parse(ground.document));
    return 'problems' in made ? null : checkDocument(made.document, await planHome(tx));
  });
}
