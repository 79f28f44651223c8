import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import type { OrderFacts } from '#app/domain/orders/order-facts.ts';
import { AppError } from '#app/errors.ts';
import { releaseDue } from '#app/services/ledger/release-due.ts';
import { applyOrders } from '#app/services/orders/apply-orders.ts';
import type { Assignee } from '#app/adapters/db/repositories/receipts.server.ts';
import { assignOrders } from '#app/services/orders/assign-order.ts';
import { changeStatus } from '#app/services/partners/change-status.ts';
import { moveSponsor } from '#app/services/partners/move-sponsor.ts';
import { exportBatch } from '#app/services/payouts/export-batch.ts';
import { freezeBatch, payablePartners } from '#app/services/payouts/freeze-batch.ts';
import { cancelBatch, markPaid } from '#app/services/payouts/settle-batch.ts';
import { unacceptedPeriods } from '#app/services/periods/load-periods.ts';
import { acceptPeriod } from '#app/services/runs/accept-period.ts';
import { refreshPreviews } from '#app/services/runs/refresh-previews.ts';
import type { TestDatabase } from '#tests/database/test-database.ts';
import { givenLine } from '#tests/given/shopify.ts';
import type { Step } from '#tests/services/history/steps.ts';
import {
  cancelled,
  fulfilled,
  givenBack,
  paid,
  placedOrder,
  returned,
  withLine,
  withoutLine,
} from '#tests/services/history/tellings.ts';
import { givenMoney, previewOf, STARTED, type Money } from '#tests/given/money.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const ACTOR = 'staff:1';

const CODES = ['ANNA77', 'BEN77', 'CLEO77', 'DORA77', 'NOBODY99', null];

export interface World {
  readonly database: TestDatabase;
  readonly money: Money;
  readonly partners: readonly number[];
  now: Date;
  /** Newest state of every order, and every state that was ever told. */
  readonly orders: OrderFacts[];
  readonly tellings: OrderFacts[];
  /** Orders of which something came back for a reason that bars taking back. */
  readonly barred: Set<bigint>;
  readonly batches: number[];
  /** While nobody tells us of anything, orders change all the same; null: everything is told at once. */
  untold: Set<bigint> | null;
}

let worlds = 0;

export async function givenWorld(database: TestDatabase): Promise<World> {
  worlds += 1;
  const money = await givenMoney(database, `history-${worlds}`);
  const [dora = 0] = await givenLine(money.networkId, ['Dora'], STARTED);
  const partners = [money.anna, money.ben, money.cleo, dora];
  const now = new Date(STARTED.getTime() + HOUR_MS);
  return { database, money, partners, now, orders: [], tellings: [], barred: new Set(), batches: [], untold: null };
}

const at = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)];

/** Tells the network an order's state, now. */
export async function tell(world: World, facts: OrderFacts): Promise<void> {
  const { networkId, shopId } = world.money;
  const triggeredAt = facts.updatedAt;
  await inTransaction(networkId, (tx) => applyOrders(tx, [{ kind: 'state', shopId, triggeredAt, facts }], world.now));
  world.tellings.push(facts);
}

/** Changes an order, where the change is possible, and tells it. */
async function change(
  world: World,
  order: number,
  made: (facts: OrderFacts, now: Date) => OrderFacts | null,
): Promise<OrderFacts | null> {
  const facts = world.orders.at(-1 - (order % Math.max(1, world.orders.length)));
  world.now = new Date(world.now.getTime() + 2000);
  const next = facts ? made(facts, world.now) : null;
  if (!facts || !next) return null;
  world.orders[world.orders.indexOf(facts)] = next;
  if (world.untold) world.untold.add(next.orderId);
  else await tell(world, next);
  return next;
}

/** Tells the newest state of every order that changed in silence. */
export async function breakSilence(world: World): Promise<void> {
  const untold = world.untold ?? new Set();
  world.untold = null;
  for (const facts of world.orders) if (untold.has(facts.orderId)) await tell(world, facts);
}

async function order(world: World, step: Step & { kind: 'order' }): Promise<void> {
  const { now } = world;
  const wished = now.getTime() - step.daysAgo * DAY_MS;
  const paidAt = new Date(Math.max(wished, STARTED.getTime() + HOUR_MS));
  const customerId = step.customer > 3 ? null : 7000n + BigInt(step.customer);
  const facts = placedOrder({ ...step, code: at(CODES, step.code) ?? null, customerId, paidAt });
  world.orders.push(facts);
  await tell(world, facts);
}

/** A refusal is a possible answer; anything else is a fault. */
async function unlessRefused(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

/** Brings the figures of every open period up to date. */
export function refresh({ money: { networkId }, now }: World): Promise<void> {
  const { signal } = new AbortController();
  return refreshPreviews({ networkId, hasWaited: true, now, signal, afterMs: () => now });
}

/** Accepts the earliest period that has ended; false where there is none. */
export async function acceptNext(world: World): Promise<boolean> {
  const { networkId } = world.money;
  const [period] = await inTransaction(networkId, (tx) => unacceptedPeriods(tx, world.now));
  if (!period || period.endsAt > world.now) return false;
  await refresh(world);
  const preview = await previewOf(world.database, world.money, period.id);
  const request = { networkId, periodId: period.id, ...preview, now: world.now, actor: ACTOR };
  const [first, second] = [await acceptPeriod(request), await acceptPeriod(request)];
  if (first.runId !== second.runId) throw new Error('one period was accepted twice');
  return true;
}

/** Waits for the end of the earliest period that is not accepted, and accepts it. */
async function endPeriod(world: World): Promise<void> {
  const [period] = await inTransaction(world.money.networkId, (tx) => unacceptedPeriods(tx, world.now));
  if (!period) return refresh(world);
  if (period.endsAt >= world.now) world.now = new Date(period.endsAt.getTime() + DAY_MS);
  await acceptNext(world);
}

async function payOut(world: World, end: 'paid' | 'cancelled' | 'left'): Promise<void> {
  const { networkId } = world.money;
  const { now } = world;
  const payable = await inTransaction(networkId, payablePartners);
  const lines = payable.flatMap((one) => (one.payable.kind === 'payable' ? [one.payable.amountMinor] : []));
  if (lines.length === 0) return;
  const expected = { partners: lines.length, totalMinor: lines.reduce((total, amount) => total + amount, 0n) };
  const batchId = await freezeBatch({ networkId, now, actor: ACTOR, expected });
  const request = { networkId, batchId, now, actor: ACTOR };
  if (end === 'cancelled') return cancelBatch(request);
  await exportBatch({ ...request, locale: 'de' });
  if (end === 'left') world.batches.push(batchId);
  else await Promise.all([markPaid(request), markPaid(request)]);
}

/** Confirms every batch that was handed over. */
export async function settleBatches(world: World): Promise<void> {
  const { networkId } = world.money;
  for (const batchId of world.batches.splice(0)) {
    await markPaid({ networkId, batchId, now: world.now, actor: ACTOR });
    await markPaid({ networkId, batchId, now: world.now, actor: ACTOR });
  }
}

async function move(world: World, step: Step & { kind: 'move' }): Promise<void> {
  const partner = at(world.partners, step.partner) ?? 0;
  const sponsor = at([0, ...world.partners], step.sponsor) ?? 0;
  const validFrom = new Date(world.now.getTime() - step.daysAgo * DAY_MS);
  const { networkId } = world.money;
  const { now } = world;
  await unlessRefused(() =>
    moveSponsor({ networkId, actor: ACTOR, now, partner, sponsor, validFrom, reason: 'history' }),
  );
}

async function suspendOrReinstate(world: World, partner: number): Promise<void> {
  const number = at(world.partners, partner) ?? 0;
  const common = { networkId: world.money.networkId, actor: ACTOR, now: world.now, number, reason: 'history' };
  await unlessRefused(async () => {
    try {
      await changeStatus({ ...common, change: 'suspend' });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await changeStatus({ ...common, change: 'reinstate' });
    }
  });
}

async function assign(world: World, step: Step & { kind: 'assign' }): Promise<void> {
  const facts = at(world.orders, step.order);
  const partner = at<Assignee>([...world.partners, 'nobody', null], step.partner) ?? null;
  if (!facts) return;
  const keys = [{ shopId: world.money.shopId, orderId: facts.orderId }];
  const { networkId } = world.money;
  await unlessRefused(() =>
    assignOrders({ networkId, keys, partner, reason: 'history', actor: ACTOR, now: world.now }),
  );
}

const BARRED = 'staff';

async function returnUnit(world: World, step: Step & { kind: 'return' }): Promise<void> {
  const reason = step.isBarred ? BARRED : null;
  const next = await change(world, step.order, (facts, now) =>
    returned(facts, now, step.line % facts.lines.length, reason),
  );
  if (next && reason) world.barred.add(next.orderId);
}

async function addLine(world: World, step: Step & { kind: 'add-line' }): Promise<void> {
  const next = await change(world, step.order, (facts, now) => withLine(facts, now, step.net));
  if (next) await change(world, world.orders.length - 1 - world.orders.indexOf(next), paid);
}

/** Lets one thing happen. */
export async function live(world: World, step: Step): Promise<void> {
  world.now = new Date(world.now.getTime() + 60_000);
  switch (step.kind) {
    case 'wait':
      world.now = new Date(world.now.getTime() + step.days * DAY_MS);
      return;
    case 'order':
      return order(world, step);
    case 'return':
      return returnUnit(world, step);
    case 'give-back':
      return void (await change(world, step.order, (facts, now) => givenBack(facts, now, step.share)));
    case 'remove-line':
      return void (await change(world, step.order, (facts, now) =>
        withoutLine(facts, now, step.line % facts.lines.length),
      ));
    case 'add-line':
      return addLine(world, step);
    case 'cancel':
      return void (await change(world, step.order, cancelled));
    case 'fulfil':
      return void (await change(world, step.order, fulfilled));
    case 'tell-again': {
      const told = at(world.tellings, step.telling);
      return told ? tell(world, told) : undefined;
    }
    case 'move':
      return move(world, step);
    case 'suspend-or-reinstate':
      return suspendOrReinstate(world, step.partner);
    case 'assign':
      return assign(world, step);
    case 'silence':
      world.untold ??= new Set();
      return;
    case 'break-silence':
      return breakSilence(world);
    case 'accept':
      return endPeriod(world);
    case 'release':
      return void (await releaseDue({ networkId: world.money.networkId, now: world.now }));
    case 'pay-out':
      return payOut(world, step.end);
    case 'settle-batches':
      return settleBatches(world);
  }
}
