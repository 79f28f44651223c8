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

/** The places where rows of this state can be. */
function sources(tx: Tx, earnings: EarningsOf): Sql {
  const { period, state } = earnings.filters;
  const condition = allOf(conditionsOn(earnings));
  const estimates = () => estimateRows({ tx, period, condition });
  const accepted = () => earningRows({ tx, period, condition });
  const lowered = state === 'held' || state === 'available' ? state : null;
  const ofPartner = sql`${condition} and j.earner = ${earnings.number}`;
  const reversals = () => reversalRows({ tx, period, condition: ofPartner }, lowered);
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

const isOwnCustomer = (number: number): Sql =>
  sql`coalesce(o.partner = ${number} and o.decided_by <> 'own_order', false)`;

const orderOf = (tx: Tx): Sql => sql`
  left join shop_order o on o.network_id = ${tx.networkId} and o.shop_id = r.shop_id and o.order_id = r.order_id`;

/** The rows that the filters leave. Orders are looked up only where a filter asks for them: a leader has 10,000 rows. */
export function earningsRelation(tx: Tx, earnings: EarningsOf): Sql {
  const { kind, order } = earnings.filters;
  if (kind === null && order === null) return sources(tx, earnings);
  const own = isOwnCustomer(earnings.number);
  const conditions: Sql[] = [];
  if (kind !== null) conditions.push(kind === 'customers' ? own : sql`not ${own}`);
  if (order !== null) conditions.push(sql`o.name in (${order}, ${`#${order}`})`);
  return sql`select r.* from (${sources(tx, earnings)}) r ${orderOf(tx)} where ${allOf(conditions)}`;
}

/** A few rows `r`, each with its order's name and whether it is one of the partner's own customers. */
export const withOrders = (tx: Tx, number: number, rows: Sql): Sql =>
  sql`select r.*, o.name as order_name, ${isOwnCustomer(number)} as is_own_customer from (${rows}) r ${orderOf(tx)}`;
