import { z } from 'zod';
import { nextNumber } from '#app/adapters/db/recording.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { treeSchema } from '#app/domain/plan/trees.ts';

const versionSchema = z.object({
  version: z.int(),
  document: z.unknown(),
  effectiveAt: z.date(),
  publishedAt: z.date(),
  actor: z.string(),
});

/** A published plan, its document unread. Nothing of it ever changes. */
export type StoredPlanVersion = z.infer<typeof versionSchema>;

const draftSchema = z.object({ document: z.unknown(), updatedAt: z.date(), actor: z.string() });
export type StoredPlanDraft = z.infer<typeof draftSchema>;

const COLUMNS = sql`version, document, effective_at as "effectiveAt", published_at as "publishedAt", actor`;

/** Holds a programme's row to the end of the transaction: versions are published one after the other. */
export async function lockProgramme(tx: Tx, programmeId: number): Promise<void> {
  await tx.run(sql`select id from programme where network_id = ${tx.networkId} and id = ${programmeId} for update`);
}

/** Every published version of a programme, newest first. */
export function planVersions(tx: Tx, programmeId: number): Promise<StoredPlanVersion[]> {
  return tx.all(
    versionSchema,
    sql`select ${COLUMNS} from plan_version
         where network_id = ${tx.networkId} and programme_id = ${programmeId} order by version desc`,
  );
}

const treesSchema = z.object({
  programmeId: z.int(),
  version: z.int(),
  effectiveAt: z.date(),
  trees: z.array(treeSchema),
});

/** The trees that each published version of each programme names. */
export function publishedTrees(tx: Tx): Promise<z.infer<typeof treesSchema>[]> {
  return tx.all(
    treesSchema,
    sql`select programme_id as "programmeId", version, effective_at as "effectiveAt", document->'trees' as trees
          from plan_version where network_id = ${tx.networkId} order by programme_id, version`,
  );
}

export async function insertPlanVersion(tx: Tx, programmeId: number, plan: StoredPlanVersion): Promise<void> {
  await tx.run(
    sql`insert into plan_version (network_id, programme_id, version, document, effective_at, published_at, actor)
        values (${tx.networkId}, ${programmeId}, ${plan.version}, ${JSON.stringify(plan.document)}::jsonb,
                ${plan.effectiveAt}, ${plan.publishedAt}, ${plan.actor})`,
  );
}

/** The draft of a programme; null where none is open. */
export function findPlanDraft(tx: Tx, programmeId: number): Promise<StoredPlanDraft | null> {
  return tx.find(
    draftSchema,
    sql`select document, updated_at as "updatedAt", actor from plan_draft
         where network_id = ${tx.networkId} and programme_id = ${programmeId}`,
  );
}

export async function upsertPlanDraft(tx: Tx, programmeId: number, draft: StoredPlanDraft): Promise<void> {
  await tx.run(
    sql`insert into plan_draft (network_id, programme_id, document, updated_at, actor)
        values (${tx.networkId}, ${programmeId}, ${JSON.stringify(draft.document)}::jsonb, ${draft.updatedAt}, ${draft.actor})
        on conflict (network_id, programme_id) do update
          set document = excluded.document, updated_at = excluded.updated_at, actor = excluded.actor
        where plan_draft.network_id = ${tx.networkId}`,
  );
}

export async function deletePlanDraft(tx: Tx, programmeId: number): Promise<void> {
  await tx.run(sql`delete from plan_draft where network_id = ${tx.networkId} and programme_id = ${programmeId}`);
}

const FIRST_KEPT = 1;

const keptSchema = z.object({ id: z.int(), document: z.unknown(), keptAt: z.date(), actor: z.string() });
/** A draft that was put aside, its document unread. */
export type KeptPlanDraft = z.infer<typeof keptSchema>;

/** The drafts of a programme that were put aside, newest first. */
export function keptPlanDrafts(tx: Tx, programmeId: number): Promise<KeptPlanDraft[]> {
  return tx.all(
    keptSchema,
    sql`select id, document, kept_at as "keptAt", actor from plan_draft_kept
         where network_id = ${tx.networkId} and programme_id = ${programmeId} order by id desc`,
  );
}

/** Puts a draft aside under a number that no other ever had. */
export async function keepPlanDraft(tx: Tx, programmeId: number, draft: Omit<KeptPlanDraft, 'id'>): Promise<void> {
  const id = await nextNumber(tx, 'plan_draft', FIRST_KEPT);
  await tx.run(
    sql`insert into plan_draft_kept (network_id, programme_id, id, document, kept_at, actor)
        values (${tx.networkId}, ${programmeId}, ${id}, ${JSON.stringify(draft.document)}::jsonb, ${draft.keptAt},
                ${draft.actor})`,
  );
}

/** Takes a draft out of those put aside; null where there is none of this number. */
export function takeKeptPlanDraft(tx: Tx, programmeId: number, id: number): Promise<KeptPlanDraft | null> {
  return tx.find(
    keptSchema,
    sql`delete from plan_draft_kept where network_id = ${tx.networkId} and programme_id = ${programmeId} and id = ${id}
        returning id, document, kept_at as "keptAt", actor`,
  );
}
