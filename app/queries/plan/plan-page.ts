import { z } from 'zod';
import { findPlanDraft, planVersions, type StoredPlanVersion } from '#app/adapters/db/repositories/plans.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { levelsFor } from '#app/domain/engine/level-rates.ts';
import { assert } from '#app/domain/assert.ts';
import { answerExample, type ExampleAnswer } from '#app/domain/plan/example-request.ts';
import { worstCasePpm } from '#app/domain/plan/example.ts';
import { planFormOf, type PlanFormValues } from '#app/domain/plan/plan-form.ts';
import { planSchema, type Plan } from '#app/domain/plan/plan.ts';
import {
  changedSentences,
  planSentences,
  type ChangedSentence,
  type PlanSentence,
} from '#app/domain/plan/sentences.ts';
import { AppError } from '#app/errors.ts';

/** How a published version stands to now: it counts, will count, or was replaced (before it began, or after). */
export type VersionState = 'in-force' | 'planned' | 'overtaken' | 'past';

export interface ShownVersion {
  readonly version: number;
  readonly effectiveAt: string;
  readonly publishedAt: string;
  readonly state: VersionState;
}

export interface ShownDraft {
  /** With a point as the decimal sign, the page writes its own; null where the document says more than the form can show. */
  readonly form: PlanFormValues | null;
  readonly json: string;
  readonly updatedAt: string;
  readonly worstCasePpm: number;
  /** Against the newest published version. */
  readonly changed: readonly ChangedSentence[];
}

export interface PlanPage {
  readonly programmeId: number;
  readonly currency: string;
  readonly now: string;
  /** Newest first. */
  readonly versions: readonly ShownVersion[];
  readonly newest: {
    readonly version: number;
    readonly sentences: readonly PlanSentence[];
    readonly worstCasePpm: number;
  };
  readonly draft: ShownDraft | null;
  /** Of the draft, else of the newest version. */
  readonly example: ExampleAnswer;
}

const programmeSchema = z.object({ id: z.int(), currency: z.string() });

/** What we pay for, and what is being changed about it. */
export function planPage(networkId: NetworkId, now: Date): Promise<PlanPage> {
  return inTransaction(networkId, async (tx) => {
    const { id: programmeId, currency } = await tx.one(
      programmeSchema,
      sql`select p.id, n.currency from programme p join network n on n.id = ${networkId}
           where p.network_id = ${networkId} order by p.id limit 1`,
    );
    const versions = await planVersions(tx, programmeId);
    const [newest] = versions;
    assert(newest, `programme ${programmeId} has no plan`);
    const published = planSchema.parse(newest.document);
    const stored = await findPlanDraft(tx, programmeId);
    const drafted = stored && planSchema.parse(stored.document);
    return {
      programmeId,
      currency,
      now: now.toISOString(),
      versions: shownVersions(versions, now),
      newest: { version: newest.version, sentences: planSentences(published), worstCasePpm: worstCasePpm(published) },
      draft: stored && drafted && draftOf(published, drafted, stored.updatedAt),
      example: exampleFor(drafted ?? published),
    };
  });
}

function draftOf(published: Plan, draft: Plan, updatedAt: Date): ShownDraft {
  return {
    form: planFormOf(draft, '.'),
    json: JSON.stringify(draft, null, 2),
    updatedAt: updatedAt.toISOString(),
    worstCasePpm: worstCasePpm(draft),
    changed: changedSentences(published, draft),
  };
}

/** The first walk of the plan, as the form shows it; a plan without one has no rates by level to show. */
function exampleFor(plan: Plan): ExampleAnswer {
  const walk = plan.components.find((component) => component.kind === 'level_walk');
  assert(walk, 'a plan has a level walk');
  const compression = walk.compression.kind === 'none' ? 'none' : 'standard';
  return answerExample({ currency: plan.currency, levels: [...levelsFor(walk.rates, null)], compression });
}

function shownVersions(versions: readonly StoredPlanVersion[], now: Date): ShownVersion[] {
  const inForce = versions.find(({ effectiveAt }) => effectiveAt <= now)?.version ?? 0;
  return versions.map(({ version, effectiveAt, publishedAt }) => {
    const isOvertaken = versions.some((other) => other.version > version && other.effectiveAt <= effectiveAt);
    const begun: VersionState = version === inForce ? 'in-force' : 'past';
    const state = effectiveAt <= now ? begun : isOvertaken ? 'overtaken' : 'planned';
    return { version, effectiveAt: effectiveAt.toISOString(), publishedAt: publishedAt.toISOString(), state };
  });
}

/** One published version, for reading. */
export interface PlanVersionPage {
  readonly version: number;
  readonly effectiveAt: string;
  readonly publishedAt: string;
  readonly state: VersionState;
  readonly currency: string;
  readonly sentences: readonly PlanSentence[];
  readonly worstCasePpm: number;
  readonly json: string;
  /** Against the version before; empty for the first. */
  readonly changed: readonly ChangedSentence[];
}

/** @throws AppError 'plan.not-found' */
export function planVersionPage(networkId: NetworkId, version: number, now: Date): Promise<PlanVersionPage> {
  return inTransaction(networkId, async (tx) => {
    const { id } = await tx.one(
      programmeSchema.pick({ id: true }),
      sql`select id from programme where network_id = ${networkId} order by id limit 1`,
    );
    const versions = await planVersions(tx, id);
    const at = versions.findIndex((each) => each.version === version);
    const stored = versions[at];
    const shown = shownVersions(versions, now)[at];
    if (!stored || !shown) throw new AppError('plan.not-found');
    const plan = planSchema.parse(stored.document);
    const before = versions[at + 1];
    return {
      ...shown,
      currency: plan.currency,
      sentences: planSentences(plan),
      worstCasePpm: worstCasePpm(plan),
      json: JSON.stringify(plan, null, 2),
      changed: before ? changedSentences(planSchema.parse(before.document), plan) : [],
    };
  });
}
