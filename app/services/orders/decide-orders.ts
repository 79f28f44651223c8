import {
  appendLinks,
  attributionRecords,
  customerLinks,
  type LinkRecord,
  type StoredRecords,
} from '#app/adapters/db/repositories/attribution-records.server.ts';
import {
  orderKeyText,
  ordersOfCustomers,
  type KnownOrder,
  type OrderKey,
} from '#app/adapters/db/repositories/orders.server.ts';
import {
  appendReceipts,
  assigneeOf,
  assignmentsOf,
  gainsOf,
  newestReceipts,
  type Assignment,
  type StoredReceipt,
} from '#app/adapters/db/repositories/receipts.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { foldCode } from '#app/domain/attribution/codes.ts';
import { evidenceOf, manualEvidence, type CustomerLink, type Evidence } from '#app/domain/attribution/evidence.ts';
import { lookupsOf, type AttributionLookups } from '#app/domain/attribution/lookups.ts';
import type { AttributionPolicy } from '#app/domain/attribution/policy.ts';
import type { Receipt } from '#app/domain/attribution/receipt.ts';
import { decideTimeline, type TimelineOrder } from '#app/domain/attribution/timeline.ts';
import { fullyRefundedAt } from '#app/domain/volume/take-backs.ts';

export interface DecisionContext {
  policy: AttributionPolicy;
  policyVersion: number;
  now: Date;
}

const keyOf = ({ shopId, facts }: KnownOrder): OrderKey => ({ shopId, orderId: facts.orderId });
const textOf = (order: KnownOrder): string => orderKeyText(keyOf(order));

/** All orders that decide each other: those in hand, and every other one of their customers, one list per customer or guest. */
async function timelines(tx: Tx, orders: readonly KnownOrder[]): Promise<KnownOrder[][]> {
  const customers = orders.flatMap(({ shopId, facts }) =>
    facts.customerId === null ? [] : [{ shopId, customerId: facts.customerId }],
  );
  const inHand = new Map(orders.map((order) => [textOf(order), order]));
  const others = (await ordersOfCustomers(tx, customers)).filter((order) => !inHand.has(textOf(order)));
  const byCustomer = Map.groupBy([...orders, ...others], (order) =>
    order.facts.customerId === null ? `guest:${textOf(order)}` : `${order.shopId}:${order.facts.customerId}`,
  );
  return [...byCustomer.values()];
}

interface Material {
  receipts: Map<string, StoredReceipt>;
  assignments: Map<string, Assignment[]>;
}

/** What decisions about one shop's orders may ask, and which of its customers' accounts staff spoke of. */
interface ShopRecords {
  lookups: AttributionLookups;
  toldByStaff: StoredRecords['toldByStaff'];
}

const ownEvidence = (order: KnownOrder, { assignments }: Material): Evidence[] => {
  const newest = assignments.get(textOf(order))?.at(-1);
  if (!newest || assigneeOf(newest) === null) return evidenceOf(order.facts);
  const assignmentId = newest.recordedSeq.toString();
  return [
    ...evidenceOf(order.facts),
    manualEvidence({ partner: newest.number, assignedAt: newest.recordedAt, assignmentId }),
  ];
};

function timelineOrder(order: KnownOrder, material: Material, records: ShopRecords): TimelineOrder {
  const { facts } = order;
  const stored = material.receipts.get(textOf(order));
  return {
    orderId: facts.orderId,
    orderedAt: facts.orderedAt,
    paidAt: facts.payment.kind === 'paid' ? facts.payment.at : null,
    customerId: facts.customerId,
    isTest: facts.isTest,
    valueMinor: facts.totals.goodsNetMinor,
    fullyRefundedAt: fullyRefundedAt(facts),
    evidence: ownEvidence(order, material),
    fixed: stored?.isFixed && !reopenedBy(order, stored, { material, records }) ? stored.receipt : null,
  };
}

/**
 * The record with which staff decided since the receipt was made, the one thing that opens an accepted order again (design
 * 9.9, 9.13): an assignment, or whose own account the buyer's is, where that changes the buyer. Null where there is none.
 */
function reopenedBy(
  order: KnownOrder,
  stored: StoredReceipt,
  { material, records }: { material: Material; records: ShopRecords },
): bigint | null {
  const { customerId, payment, orderedAt } = order.facts;
  const assigned = material.assignments.get(textOf(order))?.at(-1)?.recordedSeq ?? 0n;
  if (assigned > stored.recordedSeq) return assigned;
  if (customerId === null) return null;
  const told = records.toldByStaff.get(customerId) ?? 0n;
  const buyer = records.lookups.buyerPartner(customerId, payment.kind === 'paid' ? payment.at : orderedAt);
  return told > stored.recordedSeq && buyer !== stored.receipt.buyerPartner ? told : null;
}

/** One look-up per shop: customer ids are a shop's own. */
async function recordsByShop(
  tx: Tx,
  orders: readonly KnownOrder[],
  material: Material,
): Promise<Map<number, ShopRecords>> {
  const found = new Map<number, ShopRecords>();
  for (const [shopId, ofShop] of Map.groupBy(orders, (order) => order.shopId)) {
    const claims = ofShop.flatMap((order) => ownEvidence(order, material).map((evidence) => evidence.claim));
    const records = await attributionRecords(tx, {
      shopId,
      foldedCodes: [...new Set(claims.flatMap((claim) => (claim.by === 'code' ? [foldCode(claim.code)] : [])))],
      partners: claims.flatMap((claim) => (claim.by === 'partner' ? [claim.partner] : [])),
      customerIds: ofShop.flatMap((order) => (order.facts.customerId === null ? [] : [order.facts.customerId])),
    });
    found.set(shopId, { lookups: lookupsOf(records), toldByStaff: records.toldByStaff });
  }
  return found;
}

/** JSON text of a receipt: jsonb reorders keys, so both sides are compared by sorted ones. */
const canonical = (receipt: Receipt): string =>
  JSON.stringify(receipt, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

/** Decides what a change of partners' links is: new or changed ones are recorded, those that no longer arise withdrawn. */
async function recordLinks(tx: Tx, derived: readonly LinkRecord[], now: Date): Promise<void> {
  const changes: LinkRecord[] = [];
  for (const [shopId, ofShop] of Map.groupBy(derived, (each) => each.shopId)) {
    const customerIds = [...new Set(ofShop.map((each) => each.customerId))];
    const known = new Map((await customerLinks(tx, shopId, customerIds)).map((each) => [each.link.orderId, each]));
    for (const each of ofShop) {
      const before = known.get(each.link.orderId);
      known.delete(each.link.orderId);
      const isSame =
        before?.link.partner === each.link.partner &&
        before.link.since.getTime() === each.link.since.getTime() &&
        before.link.endedAt?.getTime() === each.link.endedAt?.getTime();
      if (!isSame && (before || each.link.partner !== null)) changes.push(each);
    }
    changes.push(...[...known.values()].map((each) => ({ ...each, link: { ...each.link, partner: null } })));
  }
  await appendLinks(tx, changes, now);
}

/** Of the timeline's customer: the links that arise, or a marker without partner, so that old ones are withdrawn. */
function linkRecords(timeline: readonly KnownOrder[], links: readonly CustomerLink[]): LinkRecord[] {
  const [first] = timeline;
  const customerId = first?.facts.customerId ?? null;
  if (!first || customerId === null) return [];
  if (links.length > 0) return links.map((link) => ({ shopId: first.shopId, customerId, link }));
  const { orderId, orderedAt: since } = first.facts;
  return [{ shopId: first.shopId, customerId, link: { partner: null, since, endedAt: null, orderId } }];
}

/** An order of an accepted period that staff opened again, and that somebody else gains from now. */
export interface Reopened {
  key: OrderKey;
  /** Number of the record with which staff did. */
  recordedSeq: bigint;
}

export interface Decided {
  /** The receipt in force of every order that was looked at. */
  receipts: Map<string, Receipt>;
  /** Orders besides the named ones whose receipt changed. */
  redecided: KnownOrder[];
  reopened: Reopened[];
}

/**
 * Decides the named orders, and anew every other order of their customers, since an earlier order that arrives late may
 * change a link (design 9.8). New receipts are stored where they differ; those of accepted periods stand, unless staff
 * opened them again. The caller holds the locks of the orders and customers. `newKeys`: orders the database does not have
 * yet, of which nothing can be recorded.
 */
export async function decideOrders(
  tx: Tx,
  { orders, newKeys }: { orders: readonly KnownOrder[]; newKeys: ReadonlySet<string> },
  { policy, policyVersion, now }: DecisionContext,
): Promise<Decided> {
  const lines = await timelines(tx, orders);
  const all = lines.flat();
  const keys = all.map(keyOf).filter((key) => !newKeys.has(orderKeyText(key)));
  const material: Material = {
    receipts: new Map((await newestReceipts(tx, keys)).map((stored) => [orderKeyText(stored), stored])),
    assignments: Map.groupBy(await assignmentsOf(tx, keys), orderKeyText),
  };
  const byShop = await recordsByShop(tx, all, material);
  const receipts = new Map<string, Receipt>();
  const links: LinkRecord[] = [];
  const reopened: Reopened[] = [];
  for (const line of lines) {
    const records = byShop.get(line[0]?.shopId ?? 0);
    if (!records) continue;
    const timeline = line.map((order) => timelineOrder(order, material, records));
    const result = decideTimeline({ orders: timeline, policy, policyVersion, lookups: records.lookups });
    for (const receipt of result.receipts) {
      receipts.set(orderKeyText({ shopId: line[0]?.shopId ?? 0, orderId: BigInt(receipt.orderId) }), receipt);
    }
    links.push(...linkRecords(line, result.links));
    reopened.push(...reopenedOf(line, { material, records, receipts }));
  }
  const changed = all.filter((order) => {
    const before = material.receipts.get(textOf(order));
    const after = receipts.get(textOf(order));
    return after && (!before || canonical(before.receipt) !== canonical(after));
  });
  await appendReceipts(
    tx,
    changed.flatMap((order) => {
      const receipt = receipts.get(textOf(order));
      return receipt ? [{ ...keyOf(order), receipt, customerId: order.facts.customerId }] : [];
    }),
    now,
  );
  await recordLinks(tx, links, now);
  const inHand = new Set(orders.map(textOf));
  return { receipts, redecided: changed.filter((order) => !inHand.has(textOf(order))), reopened };
}

interface Reopening {
  material: Material;
  records: ShopRecords;
  receipts: ReadonlyMap<string, Receipt>;
}

function reopenedOf(line: readonly KnownOrder[], { material, records, receipts }: Reopening): Reopened[] {
  return line.flatMap((order) => {
    const stored = material.receipts.get(textOf(order));
    const after = receipts.get(textOf(order));
    if (!stored?.isFixed || !after || gainsOf(stored.receipt) === gainsOf(after)) return [];
    const recordedSeq = reopenedBy(order, stored, { material, records });
    return recordedSeq === null ? [] : [{ key: keyOf(order), recordedSeq }];
  });
}
