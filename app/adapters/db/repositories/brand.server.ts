import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { brandSchema, type Brand } from '#app/domain/brand/brand.ts';

const KEY = 'brand';
const LOGO = 'logo';

/** The newest brand and its version; null before the merchant chose one. */
export function findBrand(tx: Tx): Promise<{ value: Brand; version: number } | null> {
  return tx.find(
    z.object({ value: brandSchema, version: z.int() }),
    sql`select value, version from setting where network_id = ${tx.networkId} and key = ${KEY}
        order by version desc limit 1`,
  );
}

const logoSchema = z.object({ mime: z.string(), bytes: z.instanceof(Buffer), sha256: z.string() });

/** The merchant's logo as it was uploaded. */
export type Logo = z.infer<typeof logoSchema>;

export function findLogo(tx: Tx): Promise<Logo | null> {
  return tx.find(
    logoSchema,
    sql`select mime, bytes, sha256 from asset where network_id = ${tx.networkId} and kind = ${LOGO}`,
  );
}

/** The logo's fingerprint, without its bytes; null where there is none. */
export async function findLogoHash(tx: Tx): Promise<string | null> {
  const row = await tx.find(
    logoSchema.pick({ sha256: true }),
    sql`select sha256 from asset where network_id = ${tx.networkId} and kind = ${LOGO}`,
  );
  return row?.sha256 ?? null;
}

export async function saveLogo(tx: Tx, logo: Logo): Promise<void> {
  await tx.run(
    sql`insert into asset (network_id, kind, mime, bytes, sha256)
        values (${tx.networkId}, ${LOGO}, ${logo.mime}, ${logo.bytes}, ${logo.sha256})
        on conflict (network_id, kind) do update
          set mime = excluded.mime, bytes = excluded.bytes, sha256 = excluded.sha256`,
  );
}

export async function deleteLogo(tx: Tx): Promise<void> {
  await tx.run(sql`delete from asset where network_id = ${tx.networkId} and kind = ${LOGO}`);
}
