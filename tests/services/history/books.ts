import { expect } from 'vitest';
import { takeBacksOf } from '#app/domain/volume/take-backs.ts';
import type { OrderFacts } from '#app/domain/orders/order-facts.ts';
import { miscounted } from '#tests/services/orders/counted.ts';
import type { World } from '#tests/services/history/world.ts';

const RATES_PPM = [100_000n, 50_000n, 30_000n];

const rowsOf = <T extends object>({ database, money }: World, text: string): Promise<T[]> =>
  database.asOwner<T>(text, [money.networkId]);

interface Figures {
  partner: number;
  held: string;
  available: string;
  paid: string;
  rows: string;
  unreleased: string;
  payouts: string;
}

const FIGURES = `
  with accepted as (
    select e.*, coalesce((select sum(a.amount_minor) from adjustment a where a.network_id = e.network_id
                             and a.run_id = e.run_id and a.row_no = e.row_no), 0) as taken,
           case when o.release_on is null then null else greatest(o.release_on, e.accepted_on) end as day,
           (select max(d.through_on) from release_day d where d.network_id = e.network_id and d.run_id = e.run_id) as through
      from earning e
      join period_acceptance c on c.network_id = e.network_id and c.run_id = e.run_id
      left join shop_order o on o.network_id = e.network_id and o.shop_id = e.shop_id and o.order_id = e.order_id
     where e.network_id = $1)
  select p.number as partner,
         (select coalesce(sum(l.amount_minor), 0) from ledger_entry l
           where l.network_id = $1 and l.partner = p.number and l.account = 'held')::text as held,
         (select coalesce(sum(l.amount_minor), 0) from ledger_entry l
           where l.network_id = $1 and l.partner = p.number and l.account = 'available')::text as available,
         (select coalesce(sum(l.amount_minor), 0) from ledger_entry l
           where l.network_id = $1 and l.partner = p.number and l.account = 'paid')::text as paid,
         (select coalesce(sum(a.amount_minor + a.taken), 0) from accepted a where a.earner = p.number)::text as rows,
         (select coalesce(sum(a.amount_minor + a.taken), 0) from accepted a where a.earner = p.number
             and (a.through is null or a.day is null or a.day > a.through))::text as unreleased,
         (select coalesce(sum(y.amount_minor), 0) from payout y join payout_batch b
              on b.network_id = y.network_id and b.id = y.batch_id
           where y.network_id = $1 and y.number = p.number and b.state = 'paid')::text as payouts
    from partner p where p.network_id = $1 and p.number <> 0 order by p.number`;

/** What must be true of the books at every moment. */
export async function checkBooks(world: World): Promise<void> {
  const uneven = await rowsOf(
    world,
    `select posting_id from ledger_entry where network_id = $1 group by posting_id having sum(amount_minor) <> 0`,
  );
  expect(uneven, 'postings that do not sum to zero').toEqual([]);
  const overdrawn = await rowsOf(
    world,
    `select e.run_id, e.row_no from earning e
       join adjustment a on a.network_id = e.network_id and a.run_id = e.run_id and a.row_no = e.row_no
      where e.network_id = $1 group by e.run_id, e.row_no, e.amount_minor having sum(a.amount_minor) + e.amount_minor < 0`,
  );
  expect(overdrawn, 'rows of which more was taken back than they are').toEqual([]);
  expect(await miscounted(world.database), 'orders that lists add up wrongly').toEqual([]);
  for (const figures of await rowsOf<Figures>(world, FIGURES)) {
    const [held, available, paid] = [BigInt(figures.held), BigInt(figures.available), BigInt(figures.paid)];
    const name = `partner ${figures.partner}`;
    expect(held >= 0n, `${name} holds less than nothing`).toBe(true);
    expect(held <= BigInt(figures.unreleased), `${name} holds ${held} of ${figures.unreleased}`).toBe(true);
    expect(held + available + paid, `${name}: figures are the rows`).toBe(BigInt(figures.rows));
    expect(paid, `${name}: paid is what the batches say`).toBe(BigInt(figures.payouts));
  }
}

interface Earned {
  order: string;
  earner: number;
  amount: string;
  parts: number;
}

/** What partners have of each order: accepted rows net of what was taken back, and the newest estimates. */
async function earnedOf(world: World): Promise<Map<string, { amount: bigint; parts: bigint }>> {
  const earned = await rowsOf<Earned>(
    world,
    `select order_id::text as "order", earner, sum(amount_minor)::text as amount, count(*)::int as parts from (
       select e.order_id, e.earner, e.amount_minor from earning e
         join period_acceptance c on c.network_id = e.network_id and c.run_id = e.run_id where e.network_id = $1
       union all
       select order_id, earner, amount_minor from adjustment where network_id = $1
       union all
       select e.order_id, e.earner, e.amount_minor from estimate e
         join period_preview p on p.network_id = e.network_id and p.run_id = e.run_id where e.network_id = $1) as parts
      group by order_id, earner`,
  );
  return new Map(
    earned.map((one) => [`${one.order} ${one.earner}`, { amount: BigInt(one.amount), parts: BigInt(one.parts) }]),
  );
}

interface Decided {
  order: string;
  partner: number | null;
  paidAt: Date;
  base: string;
}

/** Who held what at an instant, by the dated facts themselves. */
async function datedFacts(world: World) {
  const edges = await rowsOf<{ number: number; sponsor: number; from: Date }>(
    world,
    `select number, sponsor, valid_from as from from sponsor_edge where network_id = $1 order by valid_from, recorded_seq`,
  );
  const statuses = await rowsOf<{ number: number; status: string; from: Date }>(
    world,
    `select number, status, valid_from as from from partner_status where network_id = $1 order by valid_from, recorded_seq`,
  );
  return {
    sponsorOf: (number: number, at: Date) =>
      edges.findLast((edge) => edge.number === number && edge.from <= at)?.sponsor ?? 0,
    isActive: (number: number, at: Date) =>
      statuses.findLast((one) => one.number === number && one.from <= at)?.status === 'active',
  };
}

/** What an order is worth by its newest state alone. */
export function worthOf(facts: OrderFacts): bigint {
  const all = facts.lines.reduce((sum, line) => sum + line.netMinor, 0n);
  return takeBacksOf(facts).reduce((left, { netMinor }) => left - netMinor, all);
}

/**
 * A second, naive reading of the plan: the share of what the order is worth now, upwards from its partner, by tree and
 * status of the paid instant. Rounding may differ by one cent per row or adjustment.
 */
export async function checkAgainstPlan(world: World): Promise<void> {
  const earned = await earnedOf(world);
  const { sponsorOf, isActive } = await datedFacts(world);
  const decided = await rowsOf<Decided>(
    world,
    `select order_id::text as "order", partner, paid_at as "paidAt", base_minor::text as base from shop_order where network_id = $1`,
  );
  for (const { order, partner, paidAt, base } of decided) {
    const facts = world.orders.find(({ orderId }) => orderId.toString() === order);
    if (!facts) throw new Error(`an order that nobody told: ${order}`);
    const worth = worthOf(facts);
    expect(BigInt(base), `base of order ${order}`).toBe(worth);
    const due = new Map<number, bigint>();
    let level = 0;
    for (let node = partner ?? 0; node !== 0 && level < RATES_PPM.length; node = sponsorOf(node, paidAt)) {
      if (isActive(node, paidAt)) due.set(node, (worth * (RATES_PPM[level++] ?? 0n)) / 1_000_000n);
    }
    for (const number of world.partners) {
      const { amount, parts } = earned.get(`${order} ${number}`) ?? { amount: 0n, parts: 0n };
      const difference = amount - (due.get(number) ?? 0n);
      const isNear = -parts - 1n <= difference && difference <= parts + 1n;
      const isKept = world.barred.has(facts.orderId) && difference > 0n;
      expect(isNear || isKept, `order ${order}, partner ${number}: ${amount}, due ${due.get(number) ?? 0n}`).toBe(true);
    }
  }
}
