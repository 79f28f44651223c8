import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { networkIdSchema, type Connection, type NetworkId } from '#app/adapters/db/transaction.server.ts';

const shopSchema = z.object({
  id: z.int(),
  domain: z.string(),
  networkId: networkIdSchema.nullable(),
  name: z.string(),
  currency: z.string(),
  country: z.string(),
  timeZone: z.string(),
  storefrontUrl: z.string(),
  scopes: z.string(),
  installedAt: z.date(),
  uninstalledAt: z.date().nullable(),
  accessLostAt: z.date().nullable(),
});

/** A shop as the database has it; reference data, nobody's tenant row. */
export type Shop = z.infer<typeof shopSchema>;

const COLUMNS = sql`id, domain, network_id as "networkId", name, currency, country, time_zone as "timeZone",
  storefront_url as "storefrontUrl", scopes, installed_at as "installedAt", uninstalled_at as "uninstalledAt",
  access_lost_at as "accessLostAt"`;

/** What Shopify says of a shop at installation. */
export interface ShopFacts {
  domain: string;
  name: string;
  currency: string;
  country: string;
  timeZone: string;
  storefrontUrl: string;
  scopes: string;
}

export function findShop(connection: Connection, domain: string): Promise<Shop | null> {
  return connection.find(shopSchema, sql`select ${COLUMNS} from shop where domain = ${domain}`);
}

export function shopsOfNetwork(connection: Connection, networkId: NetworkId): Promise<Shop[]> {
  return connection.all(shopSchema, sql`select ${COLUMNS} from shop where network_id = ${networkId} order by id`);
}

/** A new installation or a repeated one: the network, if there was one, is kept. */
export function saveInstallation(connection: Connection, facts: ShopFacts, now: Date): Promise<Shop> {
  return connection.one(
    shopSchema,
    sql`insert into shop (domain, name, currency, country, time_zone, storefront_url, scopes, installed_at)
        values (${facts.domain}, ${facts.name}, ${facts.currency}, ${facts.country}, ${facts.timeZone},
                ${facts.storefrontUrl}, ${facts.scopes}, ${now})
        on conflict (domain) do update set name = excluded.name, country = excluded.country, scopes = excluded.scopes,
          storefront_url = excluded.storefront_url, installed_at = excluded.installed_at, uninstalled_at = null,
          access_lost_at = null
        returning ${COLUMNS}`,
  );
}

export async function joinNetwork(connection: Connection, domain: string, networkId: NetworkId): Promise<boolean> {
  const joined = await connection.run(
    sql`update shop set network_id = ${networkId} where domain = ${domain} and network_id is null`,
  );
  return joined === 1;
}

/** Marks a shop that uninstalled the app at an instant, unless it installed it again since. */
export async function markUninstalled(connection: Connection, domain: string, at: Date): Promise<void> {
  await connection.run(
    sql`update shop set uninstalled_at = ${at}
         where domain = ${domain} and uninstalled_at is null and installed_at <= ${at}`,
  );
}

export async function saveScopes(connection: Connection, domain: string, scopes: string): Promise<void> {
  await connection.run(sql`update shop set scopes = ${scopes} where domain = ${domain}`);
}

/** Access to the shop's data lapsed (`at`) or works again (null). */
export async function saveAccessLost(connection: Connection, domain: string, at: Date | null): Promise<void> {
  await connection.run(
    sql`update shop set access_lost_at = ${at} where domain = ${domain} and (access_lost_at is null) <> (${at}::timestamptz is null)`,
  );
}
