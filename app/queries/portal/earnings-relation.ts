import { allOf, sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { earningRows, estimateRows, reversalRows } from '#app/queries/commissions/row-sources.ts';
import type { EarningsFilters } from '#app/queries/portal/earnings-filters.ts';

/** One partner's rows: estimates of the newest previews, accepted rows with their state, and what was taken back. */
export interface EarningsOf {
  readonly number: number;
  readonly filters: EarningsFilters;
}

/** Conditions on a row `e` of this partner's. */
function conditionsOn({ number, filters }: EarningsOf): Sql[] {
  const { level } = filters;
  return [sql`e.earner = ${number}`, ...(level === null ? [] : [sql`e.level = ${level}`])];
}

/** The posting that released the accepted row `e`; null while it is held. */
const releasedSeq = (tx: Tx): Sql => sql`(
  select d.recorded_seq from shop_order u
    join release_day d on d.network_id = ${tx.networkId} and d.run_id = e.run_id
                      and d.through_on >= greatest(u.release_on, e.accepted_on)
   where u.network_id = ${tx.networkId} and u.shop_id = e.shop_id and u.order_id = e.order_id and u.release_on is not null
   order by d.through_on limit 1)`;

/** Postings up to it are in a payout of this partner's that was paid; 0 before the first. */
const paidSeq = (tx: Tx, number: number): Sql => sql`(
  select coalesce(max(b.through_seq), 0) from payout l
    join payout_batch b on b.network_id = ${tx.networkId} and b.id = l.batch_id and b.state = 'paid'
   where l.network_id = ${tx.networkId} and l.number = ${number})`;

/** Beside "held" and "available" only those reversals that lower that figure. */
function lowering(tx: Tx, { number, filters }: EarningsOf): Sql[] {
  if (filters.state === 'held') return [sql`${releasedSeq(tx)} is null`];
  if (filters.state !== 'available') return [];
  const isLater = sql`(select l.recorded_seq from ledger_posting l
                        where l.network_id = ${tx.networkId} and l.id = j.posting_id) > ${paidSeq(tx, number)}`;
  return [sql`(${releasedSeq(tx)} > ${paidSeq(tx, number)} or (${releasedSeq(tx)} is not null and ${isLater}))`];
}

/** The places where rows of this state can be. */
function sources(tx: Tx, earnings: EarningsOf): Sql {
  const { period, state } = earnings.filters;
  const condition = allOf(conditionsOn(earnings));
  const estimates = () => estimateRows({ tx, period, condition });
  const accepted = () => earningRows({ tx, period, condition });
  const reversals = () =>
    reversalRows({
      tx,
      period,
      condition: allOf([sql`j.earner = ${earnings.number}`, ...conditionsOn(earnings), ...lowering(tx, earnings)]),
    });
  switch (state) {
    case 'estimated':
      return estimates();
    case 'reversed':
      return reversals();
    case 'held':
    case 'available':
      return sql`select * from (${accepted()}) a where state = ${state} union all ${reversals()}`;
    case 'paid':
      return sql`select * from (${accepted()}) a where state = 'paid'`;
    case null:
      return sql`${estimates()} union all ${accepted()} union all ${reversals()}`;
  }
}

/** The rows that the filters leave, each with the order's name and whether it is one of the partner's own customers. */
export function earningsRelation(tx: Tx, earnings: EarningsOf): Sql {
  const { kind, order } = earnings.filters;
  const isOwnCustomer = sql`coalesce(o.partner = ${earnings.number} and o.decided_by <> 'own_order', false)`;
  const conditions: Sql[] = [];
  if (kind !== null) conditions.push(kind === 'customers' ? isOwnCustomer : sql`not ${isOwnCustomer}`);
  if (order !== null) conditions.push(sql`o.name in (${order}, ${`#${order}`})`);
  return sql`select r.*, o.name as order_name, ${isOwnCustomer} as is_own_customer from (${sources(tx, earnings)}) r
      left join shop_order o on o.network_id = ${tx.networkId} and o.shop_id = r.shop_id and o.order_id = r.order_id
     where ${allOf(conditions)}`;
}
