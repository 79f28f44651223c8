import { z } from 'zod';
import { setTimeout } from 'node:timers/promises';
import { closePools } from '#app/adapters/db/pool.server.ts';
import { inCommonTransaction, inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { withRunLock } from '#app/adapters/db/run-lock.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { RetryLater } from '#app/adapters/retry-later.ts';
import { AppError } from '#app/errors.ts';
import { createNetwork } from '#app/services/networks/create-network.ts';
import { exportBatch } from '#app/services/payouts/export-batch.ts';
import { freezeBatch, payablePartners } from '#app/services/payouts/freeze-batch.ts';
import { markPaid } from '#app/services/payouts/settle-batch.ts';
import { releaseDue } from '#app/services/ledger/release-due.ts';
import { sweepOrders } from '#app/services/orders/sweep-orders.ts';
import { unacceptedPeriods } from '#app/services/periods/load-periods.ts';
import { acceptPeriod } from '#app/services/runs/accept-period.ts';
import { endIdleThreads } from '#app/services/runs/run-in-thread.ts';
import { newestPreview } from '#app/services/runs/newest-preview.ts';
import { previewRun } from '#app/services/runs/preview-run.ts';
import { saveSetting } from '#app/services/settings/save-setting.ts';
import { chance } from '#tests/demo/chance.ts';
import { history } from '#tests/demo/history.ts';
import { openAdmin } from '#tests/demo/open-admin.ts';
import { givenPeople, type Person } from '#tests/demo/people.ts';
import { LOTUS } from '#tests/demo/shops.ts';
import type { Stack } from '#tests/demo/stack.ts';
import type { Shop } from '#tests/sandbox/shop.ts';

const DAY_MS = 86_400_000;
const ACTOR = 'staff:demo';
const FIRST_MINIMUM_MINOR = '10000';
const LATER_MINIMUM_MINOR = '2500';

/** This process reads and writes the demo's database by the same services as the app's own processes. */
async function enterStack({ environment }: Stack): Promise<void> {
  Object.assign(process.env, environment, { LOG_LEVEL: 'warn' });
  await import('#tests/sandbox/redirect.mjs');
}

/** True once the demo's network has been founded: its data are kept from start to start. */
export async function isSeeded(stack: Stack): Promise<boolean> {
  await enterStack(stack);
  const shop = await inCommonTransaction((connection) =>
    connection.find(
      z.object({ networkId: z.int().nullable() }),
      sql`select network_id as "networkId" from shop where domain = ${LOTUS}`,
    ),
  );
  return shop?.networkId != null;
}

/** First day of the month before `now`'s: the history begins there, within the 60 days that Shopify hands over. */
const monthBefore = (now: Date) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));

/** The first instant of `now`'s month. */
const monthOf = (now: Date) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));

const REFUSALS_OF_A_MOMENT = ['run.stale', 'period.facts-changed', 'payout.changed'];

/** Looks and acts again where the worker changed in between what was looked at. */
async function untilItHolds<T>(act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof AppError) || !REFUSALS_OF_A_MOMENT.includes(error.code)) throw error;
    }
  }
}

/** Accepts the first period as it was on its third day after the end. */
async function acceptFirst(networkId: NetworkId, now: Date): Promise<Date | null> {
  const [first] = await inTransaction(networkId, (tx) => unacceptedPeriods(tx, now));
  if (!first || first.endsAt > now) return null;
  const acceptedAt = new Date(Math.min(first.endsAt.getTime() + 2 * DAY_MS, now.getTime()));
  const preview = { networkId, periodId: first.id, now: acceptedAt, signal: new AbortController().signal };
  return untilItHolds(async () => {
    await withRunLock(networkId, 'wait', () => previewRun(preview));
    const newest = await inTransaction(networkId, (tx) => newestPreview(tx, first.id));
    if (!newest) throw new Error('the first period has no preview');
    await acceptPeriod({ networkId, periodId: first.id, ...newest, now: acceptedAt, actor: ACTOR });
    return acceptedAt;
  });
}

/** Freezes what is payable now; null where nobody is. */
async function freeze(networkId: NetworkId, now: Date): Promise<number | null> {
  const payable = await inTransaction(networkId, payablePartners);
  const lines = payable.flatMap((each) => (each.payable.kind === 'payable' ? [each.payable.amountMinor] : []));
  if (lines.length === 0) return null;
  const expected = { partners: lines.length, totalMinor: lines.reduce((total: bigint, line) => total + line, 0n) };
  return freezeBatch({ networkId, now, actor: ACTOR, expected });
}

const saveMinimum = (networkId: NetworkId, minimumMinor: string, now: Date) =>
  saveSetting(networkId, { key: 'payout', value: { minimumMinor }, actor: ACTOR, now });

/**
 * Pays out what was available on a day: frozen, exported, marked as paid. The merchant began with a high minimum and lowered
 * it since, so that on any day of a month enough is left for a newcomer to pay out.
 */
async function payOut(networkId: NetworkId, now: Date): Promise<void> {
  await saveMinimum(networkId, FIRST_MINIMUM_MINOR, now);
  await releaseDue({ networkId, now });
  const batchId = await untilItHolds(() => freeze(networkId, now));
  await saveMinimum(networkId, LATER_MINIMUM_MINOR, now);
  if (batchId === null) return;
  await exportBatch({ networkId, batchId, locale: 'de', now, actor: ACTOR });
  await markPaid({ networkId, batchId, now, actor: ACTOR });
}

/**
 * Founds the network of the shop Lotus as a merchant would, adds partners, plays eight weeks of orders in the stand-in and
 * lets the app fetch them; the first month is accepted and partly paid out. What happens after that is live.
 */
async function tellHistory(stack: Stack, now: Date): Promise<void> {
  await enterStack(stack);
  const dice = chance(2026);
  const from = monthBefore(now);
  await openAdmin(stack, LOTUS);
  // What the merchant does in the theme editor: without it a visit by a partner's link is not recognised.
  for (const block of ['capture', 'recommended-by']) stack.sandbox.shop(LOTUS).setBlock(block, true);
  const { networkId } = await createNetwork({
    ...{ domain: LOTUS, name: 'Lotus Naturkosmetik', handle: 'lotus', currency: 'EUR', timeZone: 'Europe/Berlin' },
    ...{ cadence: 'month', firstPeriodOn: from.toISOString().slice(0, 10), returnDays: 14, deliveryDays: 3 },
    ...{ levels: ['0.10', '0.05', '0.03'], actor: ACTOR, now: from },
  });
  const people = await givenPeople(networkId, dice, from);
  const shop = stack.sandbox.shop(LOTUS);
  const days = Math.floor((now.getTime() - from.getTime()) / DAY_MS);
  const told = history({ shop, people, chance: dice, from, days });
  // The app meets the first month while it is young, so that holds run from its fulfilments and not from today.
  for (const until of [monthOf(now), now]) {
    told.advanceTo(until);
    if (until === now) orderInBulk(shop, people, now);
    await importHistory(until);
  }
  const acceptedAt = await acceptFirst(networkId, now);
  if (acceptedAt) await payOut(networkId, new Date(Math.min(acceptedAt.getTime() + 13 * DAY_MS, now.getTime())));
  await releaseDue({ networkId, now });
  returnAfterAcceptance(stack, acceptedAt);
  stack.sandbox.save();
}

/** Founds, fills, pays; whatever comes of it, this process lets go of the database. */
export async function seed(stack: Stack, now: Date): Promise<void> {
  try {
    await tellHistory(stack, now);
  } finally {
    await endIdleThreads();
    await closePools();
  }
}

/** Units of body oil that a customer of each of the first three orders, and one of each partner whom the second recommended. */
const BULK = [80, 80, 120] as const;
const BULK_OF_TEAM = 5;

/**
 * Salons order much at once, on whatever day the demo is begun: so ranks are reached in every plan, both legs of somebody have
 * volume, and the first weeks of a newcomer are still under way.
 */
function orderInBulk(shop: Shop, people: readonly Person[], at: Date): void {
  const regulars = people.slice(0, BULK.length);
  const [, second] = regulars;
  const newcomer = people.findLast(({ sponsor }) => regulars.some(({ number }) => number === sponsor));
  const team = people.filter((person) => person === newcomer || person.sponsor === second?.number);
  const orders = [
    ...regulars.map((person, index) => ({ person, quantity: BULK[index] ?? 0 })),
    ...team.filter((person) => !regulars.includes(person)).map((person) => ({ person, quantity: BULK_OF_TEAM })),
  ];
  for (const [index, { person, quantity }] of orders.entries()) {
    shop.placeOrder({
      lines: [{ variant: 'lotus-body-oil', quantity }],
      customer: { email: `salon${index}@example.org`, firstName: 'Salon', lastName: `Nr. ${index + 1}` },
      attributes: { _lineage_ref: `${person.code}.${Math.floor(at.getTime() / 1000)}` },
      ...{ payment: 'card', at, webhooks: false },
    });
  }
}

/** The first import as the app's job does it: Shopify may ask for patience. */
async function importHistory(now: Date): Promise<void> {
  for (;;) {
    try {
      return await sweepOrders({ domain: LOTUS, sweep: 'import', now });
    } catch (error) {
      if (!(error instanceof RetryLater)) throw error;
      await setTimeout(error.afterMs);
    }
  }
}

/** An item of an accepted order comes back now: its rows shrink on every level, in the period that runs. */
function returnAfterAcceptance(stack: Stack, acceptedAt: Date | null): void {
  const shop = stack.sandbox.shop(LOTUS);
  const order = shop.state.orders.find(
    (each) =>
      each.fulfillments.length > 0 && each.refunds.length === 0 && each.attributes.length > 0 && each.lines.length > 1,
  );
  const line = order?.lines[0];
  if (acceptedAt && order && line)
    shop.refundOrder(order.id, { lines: [{ line: line.id, quantity: 1 }], restock: 'return' });
}
