import { z } from 'zod';
import {
  findPlanDraft,
  keptPlanDrafts,
  planVersions,
  type StoredPlanVersion,
} from '#app/adapters/db/repositories/plans.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';
import { ceilingPpm } from '#app/domain/compliance/check-compliance.ts';
import type { PlanHome } from '#app/domain/compliance/profile.ts';
import { levelsFor } from '#app/domain/engine/level-rates.ts';
import { documentChanges, type DocumentChange } from '#app/domain/plan/document-changes.ts';
import { answerExample, type ExampleAnswer } from '#app/domain/plan/example-request.ts';
import { planFields, type FieldGroup } from '#app/domain/plan/form-fields.ts';
import { planFormOf, type PlanFormValues } from '#app/domain/plan/plan-form.ts';
import { planSchema, type Plan } from '#app/domain/plan/plan.ts';
import {
  changedSentences,
  planSentences,
  type ChangedSentence,
  type PlanSentence,
} from '#app/domain/plan/sentences.ts';
import { simplePartsOf } from '#app/domain/plan/simple-plan.ts';
import { checkDocument, type CheckedPlan } from '#app/domain/templates/check-document.ts';
import { practiceOf, type Practice } from '#app/domain/templates/practice.ts';
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
  /** The figures of any plan, for the form of one that says more. */
  readonly fields: readonly FieldGroup[];
  readonly json: string;
  readonly updatedAt: string;
  readonly checked: CheckedPlan;
  /** Against the newest published version, in words and field by field. */
  readonly changed: readonly ChangedSentence[];
  readonly differs: readonly DocumentChange[];
}

/** A draft that was put aside. */
export interface ShownKept {
  readonly id: number;
  readonly name: string;
  readonly keptAt: string;
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
    readonly ceilingPpm: number | null;
  };
  readonly draft: ShownDraft | null;
  /** Newest first. */
  readonly kept: readonly ShownKept[];
  /** One order under the draft, else under the newest version; null where rates by level do not say it all. */
  readonly example: ExampleAnswer | null;
  /** A month of such a plan in a small team. */
  readonly practice: Practice | null;
}

const programmeSchema = z.object({ id: z.int(), currency: z.string(), country: z.string() });

/** What we pay for, and what is being changed about it. */
export function planPage(networkId: NetworkId, now: Date): Promise<PlanPage> {
  return inTransaction(networkId, async (tx) => {
    const {
      id: programmeId,
      currency,
      country,
    } = await tx.one(
      programmeSchema,
      sql`select p.id, n.currency, n.country from programme p join network n on n.id = ${networkId}
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
      newest: { version: newest.version, sentences: planSentences(published), ceilingPpm: ceilingPpm(published) },
      draft:
        stored && drafted && draftOf(published, drafted, { updatedAt: stored.updatedAt, home: { currency, country } }),
      kept: (await keptPlanDrafts(tx, programmeId)).map(({ id, document, keptAt }) => {
        return { id, name: planSchema.parse(document).name, keptAt: keptAt.toISOString() };
      }),
      ...examplesOf(drafted ?? published),
    };
  });
}

function draftOf(published: Plan, draft: Plan, { updatedAt, home }: { updatedAt: Date; home: PlanHome }): ShownDraft {
  return {
    form: planFormOf(draft, '.'),
    fields: planFields(draft, '.'),
    json: JSON.stringify(draft, null, 2),
    updatedAt: updatedAt.toISOString(),
    checked: checkDocument(draft, home),
    changed: changedSentences(published, draft),
    differs: documentChanges(published, draft),
  };
}

/** The line above one order where that says it all, else a month of a team. */
function examplesOf(plan: Plan): Pick<PlanPage, 'example' | 'practice'> {
  const parts = simplePartsOf(plan);
  if (parts === null) return { example: null, practice: practiceOf(plan) };
  const { rates, compression } = parts.walk;
  const levels = [...levelsFor(rates, null)];
  return {
    example: answerExample({ currency: plan.currency, levels, compression: compression.kind }),
    practice: null,
  };
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
  readonly ceilingPpm: number | null;
  readonly json: string;
  /** Against the version before; empty for the first. */
  readonly changed: readonly ChangedSentence[];
  readonly differs: readonly DocumentChange[];
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
    const earlier = versions[at + 1];
    const before = earlier && planSchema.parse(earlier.document);
    return {
      ...shown,
      currency: plan.currency,
      sentences: planSentences(plan),
      ceilingPpm: ceilingPpm(plan),
      json: JSON.stringify(plan, null, 2),
      changed: before ? changedSentences(before, plan) : [],
      differs: before ? documentChanges(before, plan) : [],
    };
  });
}
