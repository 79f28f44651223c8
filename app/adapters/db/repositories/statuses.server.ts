import type { PartnerStatus } from '#app/domain/partners/partner-status.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/** From an instant on, somebody has a status; a newer record of the same instant ends the older. */
export interface StatusFact {
  readonly recordedSeq: bigint;
  readonly number: number;
  readonly status: PartnerStatus;
  readonly validFrom: Date;
  readonly reason: string;
  readonly actor: string;
  readonly recordedAt: Date;
}

/** Appends statuses in one statement. The caller holds the facts' lock and took the numbers after it. */
export async function appendStatuses(tx: Tx, facts: readonly StatusFact[]): Promise<void> {
  await tx.run(
    sql`insert into partner_status (network_id, recorded_seq, number, status, valid_from, reason, actor, recorded_at)
        select ${tx.networkId}::int, * from unnest(
          ${facts.map((fact) => fact.recordedSeq.toString())}::bigint[], ${facts.map((fact) => fact.number)}::int[],
          ${facts.map((fact) => fact.status)}::text[], ${facts.map((fact) => fact.validFrom)}::timestamptz[],
          ${facts.map((fact) => fact.reason)}::text[], ${facts.map((fact) => fact.actor)}::text[],
          ${facts.map((fact) => fact.recordedAt)}::timestamptz[])`,
  );
}
