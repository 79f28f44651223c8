import { lockFactsShared } from '#app/adapters/db/recording.server.ts';
import { attributionRecords } from '#app/adapters/db/repositories/attribution-records.server.ts';
import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import {
  findOrders,
  lockOrders,
  lockSubjectsOf,
  orderKeyText,
  type KnownOrder,
  type OrderKey,
} from '#app/adapters/db/repositories/orders.server.ts';
import { findPartner } from '#app/adapters/db/repositories/partners.server.ts';
import {
  appendAssignments,
  assigneeOf,
  assignmentsOf,
  decidedBy,
  newestReceipts,
  partnerOf,
  type Assignee,
  type StoredReceipt,
} from '#app/adapters/db/repositories/receipts.server.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { lookupsOf, type AttributionLookups } from '#app/domain/attribution/lookups.ts';
import { AppError, type ErrorCode } from '#app/errors.ts';
import { settleOrders } from '#app/services/orders/apply-orders.ts';

export interface AssignOrders {
  readonly networkId: NetworkId;
  readonly keys: readonly OrderKey[];
  /** `nobody` takes it from everybody; null withdraws an earlier assignment: what the order itself says decides again. */
  readonly partner: Assignee;
  readonly reason: string;
  readonly actor: string;
  readonly now: Date;
}

/** What became of the orders; skipped ones carry the refusal that a single order would have got. */
export interface Assigned {
  readonly assigned: number;
  /** Staff had said the same of them before. */
  readonly unchanged: number;
  readonly skipped: readonly { readonly order: string; readonly code: ErrorCode }[];
}

const keyOf = ({ shopId, facts }: KnownOrder): OrderKey => ({ shopId, orderId: facts.orderId });
const textOf = (order: KnownOrder): string => orderKeyText(keyOf(order));

/**
 * Gives orders to a partner, or to nobody, by hand. Where an order's period is open its rows follow with the next preview; where it is accepted
 * the old rows are taken back and the new ones paid in the open period (design 9.9). Again the same: nothing.
 * @throws AppError partner.not-found, partner.house-account; for a single order also what would have skipped it:
 * order.not-found, order.own-order, order.test-order, order.partner-inactive
 */
export function assignOrders(request: AssignOrders): Promise<Assigned> {
  return inTransaction(request.networkId, async (tx) => {
    await lockFactsShared(tx);
    await requirePartner(tx, request.partner);
    const orders = await lockedOrders(tx, request.keys);
    const before = new Map((await newestReceipts(tx, orders.map(keyOf))).map((each) => [orderKeyText(each), each]));
    const skipped = await skippedOf(tx, { request, orders, before });
    const [only] = skipped;
    if (only && request.keys.length === 1) throw new AppError(only.code);
    const skippedKeys = new Set(skipped.map(({ order }) => order));
    const candidates = orders.filter((order) => !skippedKeys.has(textOf(order)));
    const changing = await changingOf(tx, candidates, request.partner);
    if (changing.length > 0) await assign(tx, { request, orders: changing, before });
    return { assigned: changing.length, unchanged: candidates.length - changing.length, skipped };
  });
}

async function requirePartner(tx: Tx, number: Assignee): Promise<void> {
  if (typeof number !== 'number') return;
  const partner = await findPartner(tx, number);
  if (!partner) throw new AppError('partner.not-found', { number });
  if (partner.status === 'house') throw new AppError('partner.house-account');
}

/** The orders as they are once nobody else can change them. */
async function lockedOrders(tx: Tx, keys: readonly OrderKey[]): Promise<KnownOrder[]> {
  const found = await findOrders(tx, keys);
  await lockOrders(
    tx,
    found.flatMap((order) => lockSubjectsOf(keyOf(order), order.facts.customerId)),
  );
  return findOrders(tx, keys);
}

interface InHand {
  readonly request: AssignOrders;
  readonly orders: readonly KnownOrder[];
  readonly before: ReadonlyMap<string, StoredReceipt>;
}

/** Orders that cannot be given to the partner, with the reason: what a decision about them would answer. */
async function skippedOf(tx: Tx, { request, orders, before }: InHand): Promise<Assigned['skipped']> {
  const { keys, partner } = request;
  const byText = new Map(orders.map((order) => [textOf(order), order]));
  const partners = typeof partner === 'number' ? [partner] : [];
  const records = await attributionRecords(tx, { shopId: 0, foldedCodes: [], customerIds: [], partners });
  const lookups = lookupsOf(records);
  return keys.flatMap((key) => {
    const text = orderKeyText(key);
    const code = refusalOf(byText.get(text), before.get(text), { partner, lookups });
    return code ? [{ order: text, code }] : [];
  });
}

function refusalOf(
  order: KnownOrder | undefined,
  stored: StoredReceipt | undefined,
  { partner, lookups }: { partner: Assignee; lookups: AttributionLookups },
): ErrorCode | null {
  if (!order) return 'order.not-found';
  if (partner === null) return null;
  const { facts } = order;
  if (facts.isTest) return 'order.test-order';
  if (partner === 'nobody') return null;
  if (stored && stored.receipt.buyerPartner !== null) return 'order.own-order';
  const countsAt = facts.payment.kind === 'paid' ? facts.payment.at : facts.orderedAt;
  return lookups.isActive(partner, countsAt) ? null : 'order.partner-inactive';
}

/** Without those for which staff said the same before. */
async function changingOf(tx: Tx, orders: readonly KnownOrder[], partner: Assignee): Promise<KnownOrder[]> {
  const earlier = Map.groupBy(await assignmentsOf(tx, orders.map(keyOf)), orderKeyText);
  return orders.filter((order) => {
    const newest = earlier.get(textOf(order))?.at(-1);
    return (newest ? assigneeOf(newest) : null) !== partner;
  });
}

async function assign(tx: Tx, { request, orders, before }: InHand): Promise<void> {
  const { partner, reason, actor, now } = request;
  const keys = orders.map(keyOf);
  await appendAssignments(
    tx,
    keys.map((key) => ({ ...key, partner })),
    { reason, actor, now },
  );
  await settleOrders(tx, orders, new Set(), now);
  const after = new Map((await newestReceipts(tx, keys)).map((each) => [orderKeyText(each), each.receipt]));
  for (const key of keys) {
    const text = orderKeyText(key);
    const was = before.get(text);
    const is = after.get(text);
    const [from, to] = [was ? partnerOf(was.receipt) : null, is ? partnerOf(is) : null];
    if (partner !== null && (!is || decidedBy(is) !== 'manual')) throw new AppError('order.not-assignable');
    await appendAudit(tx, {
      at: now,
      actor,
      action: partner === null ? 'order.unassigned' : 'order.assigned',
      subject: `order:${text}`,
      before: { partner: from },
      after: { partner: to },
      reason,
    });
  }
}
