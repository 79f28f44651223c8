import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { PARTNER_STATUSES, type PartnerStatus } from '#app/domain/partners/partner-status.ts';
import { AppError } from '#app/errors.ts';

export const partnerSchema = z.object({
  number: z.int(),
  status: z.enum(PARTNER_STATUSES),
  sponsor: z.int(),
  firstName: z.string(),
  lastName: z.string(),
  language: z.string(),
  country: z.string().nullable(),
  externalNumber: z.string().nullable(),
  joinedAt: z.date(),
});

/** Newest state of a partner, without what is sealed. */
export type Partner = z.infer<typeof partnerSchema>;

/** What is written of a new partner; `emailIndex` and the search columns are made by the service. */
export interface NewPartnerRow extends Partner {
  readonly searchName: string;
  readonly searchLast: string;
  readonly emailIndex: Buffer | null;
}

const COLUMNS = sql`number, status, sponsor, first_name as "firstName", last_name as "lastName", language, country,
  external_number as "externalNumber", joined_at as "joinedAt"`;

export function findPartner(tx: Tx, number: number): Promise<Partner | null> {
  return tx.find(
    partnerSchema,
    sql`select ${COLUMNS} from partner where network_id = ${tx.networkId} and number = ${number}`,
  );
}

/** A partner, its row held to the end of the transaction. @throws AppError partner.not-found, partner.house-account */
export async function lockPartner(tx: Tx, number: number): Promise<Partner> {
  const partner = await tx.find(
    partnerSchema,
    sql`select ${COLUMNS} from partner where network_id = ${tx.networkId} and number = ${number} for update`,
  );
  if (!partner) throw new AppError('partner.not-found', { number });
  if (partner.status === 'house') throw new AppError('partner.house-account');
  return partner;
}

/** Several partners at once, in order of number; unknown numbers are left out. */
export function partnersByNumber(tx: Tx, numbers: readonly number[]): Promise<Partner[]> {
  return tx.all(
    partnerSchema,
    sql`select ${COLUMNS} from partner where network_id = ${tx.networkId} and number = any(${numbers}::int[]) order by number`,
  );
}

/** Writes new partners in one statement. */
export async function insertPartners(tx: Tx, rows: readonly NewPartnerRow[]): Promise<void> {
  const column = <K extends keyof NewPartnerRow>(key: K) => rows.map((row) => row[key]);
  await tx.run(
    sql`insert into partner (network_id, number, status, sponsor, first_name, last_name, search_name, search_last,
                             email_index, external_number, country, language, joined_at)
        select ${tx.networkId}::int, * from unnest(
          ${column('number')}::int[], ${column('status')}::text[], ${column('sponsor')}::int[],
          ${column('firstName')}::text[], ${column('lastName')}::text[], ${column('searchName')}::text[],
          ${column('searchLast')}::text[], ${column('emailIndex')}::bytea[], ${column('externalNumber')}::text[],
          ${column('country')}::text[], ${column('language')}::text[], ${column('joinedAt')}::timestamptz[])`,
  );
}

/** Sets the cached status; joining is the first time it becomes active. */
export async function setPartnerStatus(
  tx: Tx,
  change: { number: number; status: PartnerStatus; joinedAt?: Date },
): Promise<void> {
  await tx.run(
    sql`update partner set status = ${change.status}, joined_at = coalesce(${change.joinedAt ?? null}::timestamptz, joined_at)
        where network_id = ${tx.networkId} and number = ${change.number}`,
  );
}

/** Sets the cached sponsor; the dated edges stay the truth. */
export async function setPartnerSponsor(tx: Tx, change: { number: number; sponsor: number }): Promise<void> {
  await tx.run(
    sql`update partner set sponsor = ${change.sponsor} where network_id = ${tx.networkId} and number = ${change.number}`,
  );
}
