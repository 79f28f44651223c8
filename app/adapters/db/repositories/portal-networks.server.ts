import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { networkIdSchema, type Connection, type NetworkId } from '#app/adapters/db/transaction.server.ts';

const portalNetworkSchema = z.object({
  id: networkIdSchema,
  handle: z.string(),
  name: z.string(),
  currency: z.string(),
  timeZone: z.string(),
});

/** What the portal and its mails need of a network; reference data, nobody's tenant row. */
export type PortalNetwork = z.infer<typeof portalNetworkSchema>;

const COLUMNS = sql`id, handle, name, currency, time_zone as "timeZone"`;

/** The network of an address `/portal/<handle>`. */
export function findNetworkByHandle(connection: Connection, handle: string): Promise<PortalNetwork | null> {
  return connection.find(portalNetworkSchema, sql`select ${COLUMNS} from network where handle = ${handle}`);
}

export function loadNetwork(connection: Connection, networkId: NetworkId): Promise<PortalNetwork> {
  return connection.one(portalNetworkSchema, sql`select ${COLUMNS} from network where id = ${networkId}`);
}

/** Every network's number, for work that comes by the clock. */
export async function networkIds(connection: Connection): Promise<NetworkId[]> {
  const rows = await connection.all(portalNetworkSchema.pick({ id: true }), sql`select id from network order by id`);
  return rows.map((row) => row.id);
}
