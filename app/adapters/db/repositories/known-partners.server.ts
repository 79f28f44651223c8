import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import type { KnownPartner } from '#app/domain/partners/import-plan.ts';

/** What a list names; partners who have any of it are known. */
interface Named {
  /** By keyed hash in hex, the address in clear. */
  readonly emails: ReadonlyMap<string, string>;
  readonly externalNumbers: readonly string[];
  readonly numbers: readonly number[];
  /** Folded. */
  readonly codes: readonly string[];
}

const rowSchema = z.object({
  number: z.int(),
  externalNumber: z.string().nullable(),
  emailIndex: z.instanceof(Buffer).nullable(),
  codes: z.array(z.string()),
});

/**
 * The partners that a list names in some way, with the codes among those it names. An address is filled in only where the
 * list has it too: it is known from there.
 */
export async function knownPartners(tx: Tx, named: Named): Promise<KnownPartner[]> {
  const indexes = [...named.emails.keys()].map((hex) => Buffer.from(hex, 'hex'));
  const rows = await tx.all(
    rowSchema,
    sql`with codes as materialized (
          select number, array_agg(code) as codes from partner_code
           where network_id = ${tx.networkId} and folded = any(${named.codes}::text[]) group by number),
        named as (
          select number from partner where network_id = ${tx.networkId} and email_index = any(${indexes}::bytea[])
          union select number from partner
           where network_id = ${tx.networkId} and external_number = any(${named.externalNumbers}::text[])
          union select number from partner where network_id = ${tx.networkId} and number = any(${named.numbers}::int[])
          union select number from codes)
        select p.number, p.external_number as "externalNumber", p.email_index as "emailIndex",
               coalesce(c.codes, '{}') as codes
          from named join partner p on p.network_id = ${tx.networkId} and p.number = named.number
          left join codes c on c.number = p.number`,
  );
  return rows.map(({ emailIndex, ...row }) => ({
    ...row,
    email: (emailIndex && named.emails.get(emailIndex.toString('hex'))) ?? null,
  }));
}
