import type { z } from 'zod';
import type { NetworkId } from '#app/adapters/db/transaction.server.ts';
import { planFromForm, type planFormSchema } from '#app/domain/plan/plan-form.ts';
import { planFromFields, type FieldValues } from '#app/domain/plan/form-fields.ts';
import { AppError } from '#app/errors.ts';
import { draftGround } from '#app/services/plans/draft-ground.ts';
import { saveDraft } from '#app/services/plans/save-draft.ts';

interface DraftOf {
  readonly networkId: NetworkId;
  readonly programmeId: number;
  readonly actor: string;
  readonly now: Date;
}

/** Opens a draft of what is published; one that is open stays as it is. */
export async function openDraft(draft: DraftOf): Promise<void> {
  await saveDraft({ ...draft, document: await draftGround(draft.networkId, draft.programmeId) });
}

/** Keeps what the form says, on the ground of the draft. @throws AppError 'request.invalid', 'plan.invalid' */
export async function saveDraftForm(draft: DraftOf & { form: z.output<typeof planFormSchema> }): Promise<void> {
  const { form, ...rest } = draft;
  const made = planFromForm(form, await draftGround(draft.networkId, draft.programmeId));
  if ('problem' in made && made.problem === 'not-offered')
    throw new AppError('plan.invalid', { components: made.problem });
  if ('problem' in made) throw new AppError('request.invalid', { atLeast: made.problem });
  await saveDraft({ ...rest, document: made.plan });
}

/** Keeps the figures that a form of any plan says, on the ground of the draft. @throws as `saveDraftForm` */
export async function saveDraftFields({ values, ...draft }: DraftOf & { values: FieldValues }): Promise<void> {
  const made = planFromFields(values, await draftGround(draft.networkId, draft.programmeId));
  if ('problems' in made) throw new AppError('request.invalid', made.problems);
  await saveDraft({ ...draft, document: made.document });
}

/** Keeps a document that was typed. @throws AppError 'request.invalid' where it is no JSON, 'plan.invalid' */
export async function saveDraftText(draft: DraftOf & { text: string }): Promise<void> {
  const { text, ...rest } = draft;
  await saveDraft({ ...rest, document: documentOf(text) });
}

function documentOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new AppError('request.invalid', { text: 'not-json' });
    throw error;
  }
}
