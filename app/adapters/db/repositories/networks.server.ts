import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { networkIdSchema, type Connection, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import type { Cadence } from '#app/adapters/time/calendar-days.ts';

const networkSchema = z.object({
  id: networkIdSchema,
  handle: z.string(),
  name: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  country: z.string(),
  joinCodeExpiresAt: z.date().nullable(),
  createdAt: z.date(),
});

/** A merchant's partner network; reference data. */
export type Network = z.infer<typeof networkSchema>;

const COLUMNS = sql`id, handle, name, currency, time_zone as "timeZone", country,
  join_code_expires_at as "joinCodeExpiresAt", created_at as "createdAt"`;

export type NewNetwork = Omit<Network, 'id' | 'joinCodeExpiresAt'>;

/** A new network; null if its handle is taken. */
export function insertNetwork(connection: Connection, network: NewNetwork): Promise<Network | null> {
  return connection.find(
    networkSchema,
    sql`insert into network (handle, name, currency, time_zone, country, created_at)
        values (${network.handle}, ${network.name}, ${network.currency}, ${network.timeZone}, ${network.country},
                ${network.createdAt})
        on conflict (handle) do nothing returning ${COLUMNS}`,
  );
}

export function findNetwork(connection: Connection, networkId: NetworkId): Promise<Network | null> {
  return connection.find(networkSchema, sql`select ${COLUMNS} from network where id = ${networkId}`);
}

/**
 * Holds a shop's row to the end of the transaction: whoever gives it a network does so alone. Its network, null if it has
 * none yet; undefined if there is no such shop.
 */
export async function lockShopNetwork(connection: Connection, domain: string): Promise<NetworkId | null | undefined> {
  const row = await connection.find(
    z.object({ networkId: networkIdSchema.nullable() }),
    sql`select network_id as "networkId" from shop where domain = ${domain} for update`,
  );
  return row?.networkId;
}

/** Goes on in the same transaction inside a network that it has just made or joined. */
export async function enterNetwork(connection: Connection, networkId: NetworkId): Promise<Tx> {
  await connection.run(sql`select enter_network(${networkId})`);
  return { ...connection, networkId };
}

/** Keeps a join code by its hash; an older one stops working. */
export async function saveJoinCode(
  connection: Connection,
  code: { networkId: NetworkId; hash: Buffer; expiresAt: Date },
): Promise<void> {
  await connection.run(
    sql`update network set join_code_hash = ${code.hash}, join_code_expires_at = ${code.expiresAt}
         where id = ${code.networkId}`,
  );
}

/** Uses a code up: its network, or null if it is unknown, used or expired. A second user at the same time gets null. */
export function takeJoinCode(connection: Connection, hash: Buffer, now: Date): Promise<Network | null> {
  return connection.find(
    networkSchema,
    sql`update network set join_code_hash = null, join_code_expires_at = null
         where join_code_hash = ${hash} and join_code_expires_at > ${now} returning ${COLUMNS}`,
  );
}

/** A network's first programme and its calendar. */
export interface FirstProgramme {
  readonly id: number;
  readonly name: string;
  readonly calendar: { id: number; cadence: Cadence; timeZone: string; firstOn: string };
  readonly createdAt: Date;
}

export async function insertProgramme(tx: Tx, { id, name, calendar, createdAt }: FirstProgramme): Promise<void> {
  await tx.run(
    sql`insert into programme (network_id, id, name, created_at) values (${tx.networkId}, ${id}, ${name}, ${createdAt})`,
  );
  await tx.run(
    sql`insert into calendar (network_id, id, programme_id, cadence, time_zone, first_on)
        values (${tx.networkId}, ${calendar.id}, ${id}, ${calendar.cadence}, ${calendar.timeZone}, ${calendar.firstOn}::date)`,
  );
}
