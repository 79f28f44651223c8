import { randomUUID } from 'node:crypto';
import { inTransaction, networkIdSchema, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { createPartner } from '#app/services/partners/create-partner.ts';
import { ensureHouse } from '#app/services/partners/ensure-house.ts';
import type { NewPartner } from '#app/services/partners/new-partner.ts';
import type { TestDatabase } from '#tests/database/test-database.ts';

export const STARTED = new Date('2026-10-01T08:00:00Z');
export const NOW = new Date('2026-11-10T12:00:00Z');

let networks = 0;

/** A network of the test's own, with its house account. */
export async function givenNetwork(): Promise<NetworkId> {
  networks += 1;
  const networkId = networkIdSchema.parse(networks);
  await inTransaction(networkId, (tx) => ensureHouse(tx, STARTED));
  return networkId;
}

/** The row that names a network's currency and time zone, for a network that `givenNetwork` made. */
export async function givenNetworkRow(database: TestDatabase, networkId: NetworkId): Promise<void> {
  await database.asOwner(
    `insert into network (id, handle, name, currency, time_zone, country, created_at)
      values ($1, $2, 'Network', 'EUR', 'Europe/Berlin', 'DE', now()) on conflict do nothing`,
    [networkId, `network-${networkId}`],
  );
}

/** What a form says of a person called `name`. */
export const person = (networkId: NetworkId, name: string, sponsor = 0): NewPartner => ({
  networkId,
  actor: 'staff:1',
  now: STARTED,
  requestId: randomUUID(),
  firstName: name,
  lastName: 'Muster',
  email: `${name.toLowerCase()}@example.com`,
  phone: null,
  country: 'DE',
  language: 'de',
  sponsor,
  code: null,
});

/** Partners under each other, first at the top; their numbers. */
export async function givenChain(networkId: NetworkId, names: readonly string[]): Promise<number[]> {
  const numbers: number[] = [];
  for (const name of names) {
    const { number } = await createPartner(person(networkId, name, numbers.at(-1) ?? 0));
    numbers.push(number);
  }
  return numbers;
}
