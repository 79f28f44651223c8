import { z } from 'zod';
import { newKey, openField, partnerKeyOwner, sealField, unwrapKey } from '#app/adapters/crypto/person-key.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/** A person's contact data in clear: for the mail that goes out and the page that shows it, never for a log. */
export interface Contact {
  readonly email: string | null;
  readonly phone: string | null;
}

/** Seals contact data under a new key per person and writes it, all in one statement. */
export async function insertProfiles(tx: Tx, people: readonly (Contact & { number: number })[]): Promise<void> {
  const rows = people.map(({ number, email, phone }) => {
    const owner = partnerKeyOwner(tx.networkId, number);
    const { key, wrapped } = newKey(owner);
    const sealed = (field: 'email' | 'phone', clear: string | null) =>
      clear === null ? null : sealField(owner, key, field, clear);
    return { number, wrapped, email: sealed('email', email), phone: sealed('phone', phone) };
  });
  await tx.run(
    sql`insert into partner_profile (network_id, number, key_wrapped, email, phone)
        select ${tx.networkId}::int, * from unnest(${rows.map((row) => row.number)}::int[],
          ${rows.map((row) => row.wrapped)}::bytea[], ${rows.map((row) => row.email)}::bytea[],
          ${rows.map((row) => row.phone)}::bytea[])`,
  );
}

const profileSchema = z.object({
  keyWrapped: z.instanceof(Buffer),
  email: z.instanceof(Buffer).nullable(),
  phone: z.instanceof(Buffer).nullable(),
});

/** Contact data in clear; null if there is none or the person was erased. */
export async function findContact(tx: Tx, number: number): Promise<Contact | null> {
  const row = await tx.find(
    profileSchema,
    sql`select key_wrapped as "keyWrapped", email, phone from partner_profile
        where network_id = ${tx.networkId} and number = ${number}`,
  );
  if (!row) return null;
  const owner = partnerKeyOwner(tx.networkId, number);
  const key = unwrapKey(owner, row.keyWrapped);
  const opened = (field: 'email' | 'phone', sealed: Buffer | null) =>
    sealed && openField(owner, key, field, sealed).toString();
  return { email: opened('email', row.email), phone: opened('phone', row.phone) };
}
