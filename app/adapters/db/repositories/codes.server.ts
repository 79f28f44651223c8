import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

const codeSchema = z.object({
  code: z.string(),
  folded: z.string(),
  number: z.int(),
  validFrom: z.date(),
  endedAt: z.date().nullable(),
});
export type PartnerCode = z.infer<typeof codeSchema>;

const COLUMNS = sql`code, folded, number, valid_from as "validFrom", ended_at as "endedAt"`;

/** The code that takes this folded form, ended or not. */
export function findCode(tx: Tx, folded: string): Promise<PartnerCode | null> {
  return tx.find(
    codeSchema,
    sql`select ${COLUMNS} from partner_code where network_id = ${tx.networkId} and folded = ${folded}`,
  );
}

/** Which of these folded forms are taken. */
export function codesByFold(tx: Tx, folded: readonly string[]): Promise<PartnerCode[]> {
  return tx.all(
    codeSchema,
    sql`select ${COLUMNS} from partner_code where network_id = ${tx.networkId} and folded = any(${folded}::text[])`,
  );
}

/** All codes of a partner: those in use first, then the newest. */
export function codesOf(tx: Tx, number: number): Promise<PartnerCode[]> {
  return tx.all(
    codeSchema,
    sql`select ${COLUMNS} from partner_code where network_id = ${tx.networkId} and number = ${number}
        order by ended_at is not null, valid_from desc, code`,
  );
}

/** Writes new codes in one statement; answers how many were not taken. */
export function insertCodes(tx: Tx, rows: readonly Omit<PartnerCode, 'endedAt'>[]): Promise<number> {
  return tx.run(
    sql`insert into partner_code (network_id, folded, code, number, valid_from)
        select ${tx.networkId}::int, * from unnest(${rows.map((row) => row.folded)}::text[],
          ${rows.map((row) => row.code)}::text[], ${rows.map((row) => row.number)}::int[],
          ${rows.map((row) => row.validFrom)}::timestamptz[])
        on conflict do nothing`,
  );
}

/** Ends a code, or takes it up again with `endedAt: null`; false if nothing had to change. */
export async function setCodeEnd(tx: Tx, change: { folded: string; endedAt: Date | null }): Promise<boolean> {
  const touched = await tx.run(
    sql`update partner_code set ended_at = ${change.endedAt}::timestamptz
        where network_id = ${tx.networkId} and folded = ${change.folded}
          and (ended_at is null) = ${change.endedAt !== null}`,
  );
  return touched === 1;
}
