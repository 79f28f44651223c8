import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import {
  deletePlanDraft,
  insertPlanVersion,
  lockProgramme,
  planVersions,
} from '#app/adapters/db/repositories/plans.server.ts';
import { lockFactsShared } from '#app/adapters/db/recording.server.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { planSchema, type Plan } from '#app/domain/plan/plan.ts';
import { AppError } from '#app/errors.ts';
import { calendars } from '#app/services/periods/load-periods.ts';
import type { Calendar } from '#app/services/periods/period.ts';
import { planHome } from '#app/services/plans/plan-home.ts';
import { planStarts } from '#app/services/plans/plan-starts.ts';
import { readPublishable } from '#app/services/plans/read-plan.ts';
import { requireSameTrees } from '#app/services/plans/same-trees.ts';
import { orderPreview } from '#app/services/runs/order-preview.ts';

export interface PublishPlan {
  readonly networkId: NetworkId;
  readonly programmeId: number;
  readonly document: unknown;
  /** The first instant of the period with which it begins. */
  readonly startsAt: Date;
  readonly actor: string;
  readonly now: Date;
}

/**
 * Publishes a plan as the next version; it never changes again. Periods that begin at or after `startsAt` follow it, unless
 * a newer version takes over (design 9.10); one that was planned for later is overtaken. What is published already is not
 * published twice. Answers the version's number.
 * @throws AppError 'plan.invalid', also where a tree of an earlier version has another shape; 'plan.blocked'; 'period.not-found';
 * 'period.accepted' where that period or a later one is final
 */
export function publishPlan(request: PublishPlan): Promise<{ version: number }> {
  const { networkId, programmeId, startsAt, actor, now } = request;
  return inTransaction(networkId, async (tx) => {
    const plan = readPublishable(request.document, await planHome(tx));
    // An acceptance holds this lock alone: no period becomes final under our hands.
    await lockFactsShared(tx);
    await lockProgramme(tx, programmeId);
    const [newest] = await planVersions(tx, programmeId);
    if (newest?.effectiveAt.getTime() === startsAt.getTime() && isSamePlan(newest.document, plan)) {
      await deletePlanDraft(tx, programmeId);
      return { version: newest.version };
    }
    const calendar = (await calendars(tx)).find((each) => each.programmeId === programmeId);
    if (!calendar) throw new AppError('period.not-found');
    requireCadence(plan, calendar);
    await requireStart(tx, calendar, request);
    await requireSameTrees(tx, programmeId, plan);
    const version = (newest?.version ?? 0) + 1;
    await insertPlanVersion(tx, programmeId, {
      version,
      document: plan,
      effectiveAt: startsAt,
      publishedAt: now,
      actor,
    });
    await deletePlanDraft(tx, programmeId);
    const after = { version, effectiveAt: startsAt.toISOString() };
    await appendAudit(tx, { at: now, actor, action: 'plan.published', subject: `programme:${programmeId}`, after });
    await orderPreview(tx);
    return { version };
  });
}

/** A component of another cadence than the programme's periods would never pay. */
function requireCadence({ components }: Plan, { cadence }: Calendar): void {
  const misfits = components.flatMap((component, index) => (component.cadence === cadence ? [] : [index]));
  if (misfits.length === 0) return;
  const details = misfits.map((index) => [`components[${index}].cadence`, 'not-run-yet']);
  throw new AppError('plan.blocked', Object.fromEntries(details));
}

async function requireStart(tx: Tx, calendar: Calendar, { startsAt, now }: PublishPlan): Promise<void> {
  const starts = await planStarts(tx, calendar, now);
  if (starts.some((start) => start.startsAt.getTime() === startsAt.getTime())) return;
  const first = starts[0];
  throw new AppError(first && startsAt < first.startsAt ? 'period.accepted' : 'period.not-found');
}

function isSamePlan(stored: unknown, plan: Plan): boolean {
  return JSON.stringify(planSchema.parse(stored)) === JSON.stringify(plan);
}
