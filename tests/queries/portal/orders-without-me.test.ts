import { expect, test } from 'vitest';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { ordersWithoutMe } from '#app/queries/portal/orders-without-me.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenTree, numberAt, RUN_ID } from '#tests/queries/given-tree.ts';
import { givenNetwork, givenNetworkRow, NOW } from '#tests/services/partners/given.ts';

// Goal: a team of any size sees the same orders. Method: teams of four, 2,500 and 21,000 partners, each asked in its own way.
const database = await testDatabase();
const LARGE_TEAM = 21_000;
const MIDDLE_TEAM = 2_500;
const [HEAD, HUB, SMALL] = [1, 2, 3];

const below = (parent: number, count: number): number[] => Array.from({ length: count }, () => parent);

async function givenTeams(): Promise<NetworkId> {
  const networkId = await givenNetwork();
  await givenNetworkRow(database, networkId);
  await inTransaction(networkId, (tx) => tx.run(sql`delete from partner where network_id = ${tx.networkId}`));
  const parent = [0, 0, HEAD, HUB, ...below(SMALL, 3), ...below(HUB, MIDDLE_TEAM), ...below(HEAD, LARGE_TEAM)];
  await givenTree(database, networkId, Int32Array.from(parent));
  return networkId;
}

/** An order of a partner; `earners` have a row of it. */
async function givenOrder(networkId: NetworkId, order: { id: number; partner: number; earners: readonly number[] }) {
  await database.asOwner(
    `insert into shop_order (network_id, shop_id, order_id, name, ordered_at, updated_at, refund_count, paid_at, ships, currency,
                             rate_per_unit, rate_source, test, financial_status, total_minor, base_minor, facts, partner, decided_by)
     select $1, 1, $2, '#' || $2, at, at, 0, at, true, 'EUR', '1', 'same-currency', false, 'paid', 100, 100, '{}', $3, 'manual'
       from (select timestamptz '2026-11-05' + $2 * interval '1 minute' as at) made`,
    [networkId, order.id, order.partner],
  );
  await database.asOwner(
    `insert into estimate (network_id, run_id, row_no, earner, shop_id, order_id, as_of, component, level, rate_ppm, base_minor, amount_minor)
     select $1, ${RUN_ID}, $2 * 10 + place, earner, 1, $2, '2026-11-05', 0, 1, 100000, 100, 10
       from unnest($3::int[]) with ordinality as earners (earner, place)`,
    [networkId, order.id, order.earners],
  );
}

test('orders of the team without an own row come newest first, whatever the size of the team', async () => {
  const networkId = await givenTeams();
  const [head, hub, small, leaf] = [HEAD, HUB, SMALL, SMALL + 1].map(numberAt) as [number, number, number, number];
  const ofHubOnly = numberAt(SMALL + 4);
  const ofHeadOnly = numberAt(SMALL + 4 + MIDDLE_TEAM);
  await givenOrder(networkId, { id: 1, partner: leaf, earners: [] });
  await givenOrder(networkId, { id: 2, partner: leaf, earners: [small, hub, head] });
  await givenOrder(networkId, { id: 3, partner: leaf, earners: [small] });
  await givenOrder(networkId, { id: 4, partner: ofHubOnly, earners: [head] });
  await givenOrder(networkId, { id: 5, partner: ofHeadOnly, earners: [] });
  const seenBy = async (number: number) =>
    (await ordersWithoutMe({ networkId, number, now: NOW })).map(({ name }) => name);
  expect(await seenBy(small)).toEqual(['#1']);
  expect(await seenBy(hub)).toEqual(['#4', '#3', '#1']);
  expect(await seenBy(head)).toEqual(['#5', '#3', '#1']);
  expect(await seenBy(leaf)).toEqual([]);
});
