import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

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
