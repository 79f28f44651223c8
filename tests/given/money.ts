import type { TestDatabase } from '#tests/database/test-database.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { currency } from '#app/domain/money/currency.ts';
import { minor } from '#app/domain/money/minor.ts';
import type { LineFacts, OrderFacts, RefundFacts } from '#app/domain/orders/order-facts.ts';
import { applyOrders } from '#app/services/orders/apply-orders.ts';
import { createNetwork } from '#app/services/networks/create-network.ts';
import { acceptPeriod } from '#app/services/runs/accept-period.ts';
import { givenLine } from '#tests/given/shopify.ts';
import { runJobs } from '#tests/jobs/run-jobs.ts';

export const STARTED = new Date('2026-10-01T08:00:00Z');
/** October's first period and the one that runs afterwards. */
export const OCTOBER = 1;
export const NOVEMBER = 2;

export interface Money {
  readonly networkId: NetworkId;
  readonly shopId: number;
  readonly anna: number;
  readonly ben: number;
  readonly cleo: number;
}

/** A network in which Anna sponsors Ben sponsors Cleo; 10 %, 5 %, 3 %; holds of 14 days. */
export async function givenMoney(database: TestDatabase, handle: string): Promise<Money> {
  const domain = `${handle}.myshopify.com`;
  const [shop] = await database.asOwner<{ id: number }>(
    `insert into shop (domain, name, currency, country, time_zone, storefront_url, scopes, installed_at)
     values ($1, $2, 'EUR', 'DE', 'Europe/Berlin', $3, 'read_orders', $4) returning id`,
    [domain, handle, `https://${domain}`, STARTED],
  );
  const { networkId } = await createNetwork({
    domain,
    name: handle,
    handle,
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    cadence: 'month',
    firstPeriodOn: '2026-10-01',
    returnDays: 14,
    deliveryDays: 0,
    levels: ['0.10', '0.05', '0.03'],
    actor: 'staff:1',
    now: STARTED,
  });
  // The import of earlier orders asks Shopify, which these tests do without.
  await database.asOwner(`delete from graphile_worker._private_jobs`);
  const [anna = 0, ben = 0, cleo = 0] = await givenLine(networkId, ['Anna', 'Ben', 'Cleo'], STARTED);
  await database.asOwner(`delete from graphile_worker._private_jobs`);
  return { networkId, shopId: shop?.id ?? 0, anna, ben, cleo };
}

let orders = 0n;

export interface GivenOrder {
  readonly code: string | null;
  readonly paidAt: Date;
  /** Net values of the lines, in cents. */
  readonly netMinor: readonly number[];
  readonly fulfilledAt?: Date;
  readonly orderId?: bigint;
}

function lineOf(orderId: bigint, netMinor: number, index: number): LineFacts {
  return {
    lineId: orderId * 10n + BigInt(index),
    productId: null,
    variantId: null,
    title: `Oil ${index}`,
    quantity: 1,
    currentQuantity: 1,
    isGiftCard: false,
    isTip: false,
    requiresShipping: true,
    grossMinor: minor(BigInt(netMinor)),
    netMinor: minor(BigInt(netMinor)),
    taxMinor: minor(0n),
    discountMinor: minor(0n),
    properties: [],
  };
}

/** An order as Shopify tells it, paid at once, without tax. */
export function orderFacts({ code, paidAt, netMinor, fulfilledAt, orderId }: GivenOrder): OrderFacts {
  orders += 1n;
  const id = orderId ?? 5_000_000_000_000n + orders;
  const lines = netMinor.map((net, index) => lineOf(id, net, index));
  const total = minor(lines.reduce((sum, line) => sum + line.netMinor, 0n));
  return {
    orderId: id,
    name: `#${id}`,
    orderedAt: paidAt,
    createdAt: paidAt,
    updatedAt: paidAt,
    cancelledAt: null,
    cancelReason: null,
    financialStatus: 'paid',
    payment: { kind: 'paid', at: paidAt },
    isSettled: true,
    fulfilledAt: fulfilledAt ?? null,
    currency: currency('EUR'),
    taxesIncluded: true,
    isTest: false,
    sourceName: 'web',
    customerId: null,
    discountCodes: [],
    noteAttributes:
      code === null ? [] : [{ name: '_lineage_ref', value: `${code}.${Math.floor(paidAt.getTime() / 1000) - 60}` }],
    landingSite: null,
    landingSiteRef: null,
    lines,
    refunds: [],
    totals: {
      totalMinor: total,
      shippingMinor: minor(0n),
      taxMinor: minor(0n),
      tipMinor: minor(0n),
      goodsNetMinor: total,
    },
  };
}

/** Tells the network of an order's newest state, and lets the jobs that follow run. */
export async function tell(money: Money, facts: OrderFacts, now: Date): Promise<OrderFacts> {
  await tellOnly(money, facts, now);
  await runJobs(now);
  return facts;
}

/** The same, before any job has run. */
export async function tellOnly({ networkId, shopId }: Money, facts: OrderFacts, now: Date): Promise<OrderFacts> {
  await inTransaction(networkId, (tx) =>
    applyOrders(tx, [{ kind: 'state', shopId, triggeredAt: facts.updatedAt, facts }], now),
  );
  return facts;
}

let refunds = 0n;

/** The order after one unit of a line, or an amount without goods, was refunded. */
export function refunded(
  facts: OrderFacts,
  { line, amountMinor, at, reason }: { line?: number; amountMinor?: number; at: Date; reason?: string },
): OrderFacts {
  refunds += 1n;
  const of = line === undefined ? undefined : facts.lines[line];
  const moved = minor(of ? of.grossMinor : BigInt(amountMinor ?? 0));
  const refund: RefundFacts = {
    refundId: 800n + refunds,
    at,
    reason: reason ?? null,
    note: null,
    movedMinor: moved,
    shippingSubtotalMinor: minor(0n),
    shippingTaxMinor: minor(0n),
    lines: of
      ? [
          {
            refundLineId: 9000n + refunds,
            lineId: of.lineId,
            quantity: 1,
            subtotalMinor: of.grossMinor,
            taxMinor: minor(0n),
            restock: 'return',
          },
        ]
      : [],
  };
  return {
    ...facts,
    updatedAt: at,
    financialStatus: 'partially_refunded',
    lines: facts.lines.map((each, index) => (index === line ? { ...each, currentQuantity: 0 } : each)),
    refunds: [...facts.refunds, refund],
  };
}

/** Newest preview of a period as the page shows it. */
export async function previewOf(
  database: TestDatabase,
  { networkId }: Money,
  periodId: number,
): Promise<{ runId: number; rowHash: string }> {
  const [preview] = await database.asOwner<{ runId: number; rowHash: string }>(
    `select r.id as "runId", r.row_hash as "rowHash" from period_preview p
       join run r on r.network_id = p.network_id and r.id = p.run_id where p.network_id = $1 and p.period_id = $2`,
    [networkId, periodId],
  );
  if (!preview) throw new Error(`no preview of period ${periodId}`);
  return preview;
}

/** Accepts what the newest preview says, and lets the jobs that follow run. */
export async function accept(database: TestDatabase, money: Money, periodId: number, now: Date) {
  const preview = await previewOf(database, money, periodId);
  const result = await acceptPeriod({ networkId: money.networkId, periodId, ...preview, now, actor: 'staff:1' });
  await runJobs(now);
  return result;
}

const text = (rows: { row: string }[]) => rows.map(({ row }) => row);

/** Rows of the newest preview of a period: `1003 level 1 1000`. */
export async function estimates(database: TestDatabase, { networkId }: Money, periodId: number): Promise<string[]> {
  return text(
    await database.asOwner<{ row: string }>(
      `select e.earner || ' level ' || e.level || ' ' || e.amount_minor as row from estimate e
         join period_preview p on p.network_id = e.network_id and p.run_id = e.run_id
        where e.network_id = $1 and p.period_id = $2 order by e.row_no`,
      [networkId, periodId],
    ),
  );
}

/** Accepted rows, with what was taken back of each: `1003 level 1 1000 -400`. */
export async function earnings(database: TestDatabase, { networkId }: Money): Promise<string[]> {
  return text(
    await database.asOwner<{ row: string }>(
      `select e.earner || ' level ' || e.level || ' ' || e.amount_minor
                || coalesce(' ' || (select sum(a.amount_minor) from adjustment a
                     where a.network_id = e.network_id and a.run_id = e.run_id and a.row_no = e.row_no), '') as row
         from earning e join period_acceptance c on c.network_id = e.network_id and c.run_id = e.run_id
        where e.network_id = $1 order by e.run_id, e.row_no`,
      [networkId],
    ),
  );
}

/** Balances by partner: `1003 held 1000 available 0 paid 0`. */
export async function balances(database: TestDatabase, { networkId }: Money): Promise<string[]> {
  return text(
    await database.asOwner<{ row: string }>(
      `select partner || ' held ' || coalesce(sum(amount_minor) filter (where account = 'held'), 0)
                || ' available ' || coalesce(sum(amount_minor) filter (where account = 'available'), 0)
                || ' paid ' || coalesce(sum(amount_minor) filter (where account = 'paid'), 0) as row
         from ledger_entry where network_id = $1 and partner <> 0 group by partner order by partner`,
      [networkId],
    ),
  );
}
