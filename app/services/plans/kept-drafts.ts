import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import {
  findPlanDraft,
  keepPlanDraft,
  lockProgramme,
  planVersions,
  takeKeptPlanDraft,
  upsertPlanDraft,
} from '#app/adapters/db/repositories/plans.server.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { planSchema, type Plan } from '#app/domain/plan/plan.ts';
import { TEMPLATES, type TemplateName } from '#app/domain/templates/templates.ts';
import { AppError } from '#app/errors.ts';
import { calendars } from '#app/services/periods/load-periods.ts';
import { planHome } from '#app/services/plans/plan-home.ts';

interface DraftOf {
  readonly networkId: NetworkId;
  readonly programmeId: number;
  readonly actor: string;
  readonly now: Date;
}

/**
 * Begins a draft with a template, in the network's currency and the programme's cadence. A draft that was open is put aside and
 * can be opened again.
 */
export function startFromTemplate(start: DraftOf & { template: TemplateName; name: string }): Promise<void> {
  const { networkId, programmeId, template, name } = start;
  return inTransaction(networkId, async (tx) => {
    await lockProgramme(tx, programmeId);
    const calendar = (await calendars(tx)).find((each) => each.programmeId === programmeId);
    if (!calendar) throw new AppError('period.not-found');
    const { currency } = await planHome(tx);
    const plan: Plan = TEMPLATES[template].plan({ name, currency, cadence: calendar.cadence });
    await putAside(tx, start);
    await open(tx, start, plan);
  });
}

/** Opens a draft that was put aside; the one that was open takes its place. @throws AppError 'plan.draft-not-found' */
export function openKeptDraft(start: DraftOf & { id: number }): Promise<void> {
  const { networkId, programmeId, id } = start;
  return inTransaction(networkId, async (tx) => {
    await lockProgramme(tx, programmeId);
    const kept = await takeKeptPlanDraft(tx, programmeId, id);
    if (!kept) throw new AppError('plan.draft-not-found');
    await putAside(tx, start);
    await open(tx, start, planSchema.parse(kept.document));
  });
}

/** Throws a draft away that was put aside; one that is gone already is gone. */
export function removeKeptDraft({ networkId, programmeId, id, actor, now }: DraftOf & { id: number }): Promise<void> {
  return inTransaction(networkId, async (tx) => {
    const kept = await takeKeptPlanDraft(tx, programmeId, id);
    if (!kept) return;
    const before = planSchema.parse(kept.document);
    await appendAudit(tx, {
      at: now,
      actor,
      action: 'plan.draft-discarded',
      subject: `programme:${programmeId}`,
      before,
    });
  });
}

/** What was only opened and never changed is the published plan, and is there already. */
async function putAside(tx: Tx, { programmeId, actor, now }: DraftOf): Promise<void> {
  const draft = await findPlanDraft(tx, programmeId);
  if (!draft) return;
  const [newest] = await planVersions(tx, programmeId);
  const isUntouched = newest && textOf(newest.document) === textOf(draft.document);
  if (!isUntouched) await keepPlanDraft(tx, programmeId, { document: draft.document, keptAt: now, actor });
}

const textOf = (document: unknown) => JSON.stringify(planSchema.parse(document));

async function open(tx: Tx, { programmeId, actor, now }: DraftOf, plan: Plan): Promise<void> {
  await upsertPlanDraft(tx, programmeId, { document: plan, updatedAt: now, actor });
  await appendAudit(tx, {
    at: now,
    actor,
    action: 'plan.draft-saved',
    subject: `programme:${programmeId}`,
    after: plan,
  });
}
