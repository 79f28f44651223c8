import fc from 'fast-check';
import { expect, test } from 'vitest';
import { releaseDue } from '#app/services/ledger/release-due.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { checkAgainstPlan, checkBooks } from '#tests/services/history/books.ts';
import { histories } from '#tests/services/history/steps.ts';
import { cancelled } from '#tests/services/history/tellings.ts';
import {
  acceptNext,
  breakSilence,
  givenWorld,
  live,
  refresh,
  settleBatches,
  tell,
  type World,
} from '#tests/services/history/world.ts';

// Goal: whatever happens to a network, its books add up, nobody is paid twice, and taking everything back leaves nothing
// but what was paid out or may not be taken back. Method: random histories on PostgreSQL against a naive second reading.
const database = await testDatabase();
const HISTORIES = Number(process.env.HISTORIES ?? 32);
const QUARTER_MS = 90 * 86_400_000;

/** Every order is cancelled, every period accepted, every hold over. */
async function takeEverythingBack(world: World): Promise<void> {
  for (const facts of [...world.orders]) {
    world.now = new Date(world.now.getTime() + 2000);
    const next = cancelled(facts, world.now);
    if (!next) continue;
    world.orders[world.orders.indexOf(facts)] = next;
    await tell(world, next);
  }
  await refresh(world);
  await checkBooks(world);
  await checkAgainstPlan(world);
  world.now = new Date(world.now.getTime() + QUARTER_MS);
  await releaseDue({ networkId: world.money.networkId, now: world.now });
  while (await acceptNext(world));
  await releaseDue({ networkId: world.money.networkId, now: world.now });
  await settleBatches(world);
  await checkBooks(world);
  if (world.barred.size > 0) return;
  const left = await database.asOwner(
    `select partner from ledger_entry where network_id = $1 and partner <> 0 group by partner having sum(amount_minor) <> 0`,
    [world.money.networkId],
  );
  expect(left, 'partners who keep something of orders that were all cancelled').toEqual([]);
}

test(`the books of ${HISTORIES} random histories add up, and follow the plan`, async () => {
  const property = fc.asyncProperty(histories, async (steps) => {
    const world = await givenWorld(database);
    for (const step of steps) {
      await live(world, step);
      if (step.kind === 'accept' || step.kind === 'pay-out') await checkBooks(world);
    }
    await breakSilence(world);
    await refresh(world);
    await checkBooks(world);
    await checkAgainstPlan(world);
    await takeEverythingBack(world);
  });
  const seed = process.env.HISTORY_SEED ? { seed: Number(process.env.HISTORY_SEED) } : {};
  await fc.assert(property, { numRuns: HISTORIES, endOnFailure: true, ...seed });
}, 300_000);
