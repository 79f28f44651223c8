import { allOf, NOTHING, sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import type { EarningsFilters } from '#app/queries/portal/earnings-filters.ts';

/** One partner's rows, as a relation: estimates of the newest previews, accepted rows with their state, and what was taken back. */
export interface EarningsOf {
  readonly number: number;
  readonly filters: EarningsFilters;
}

/** Postings up to it are in a payout of this partner's that was paid; 0 before the first. */
export const paidSeq = (tx: Tx, number: number): Sql => sql`(
  select coalesce(max(b.through_seq), 0) from payout l
    join payout_batch b on b.network_id = ${tx.networkId} and b.id = l.batch_id and b.state = 'paid'
   where l.network_id = ${tx.networkId} and l.number = ${number})`;

/** The day from which an accepted row `e` of an order `o` is available; null while the order is not fulfilled. */
const releaseDay = sql`case when o.release_on is null then null else greatest(o.release_on, e.accepted_on) end`;

/** The posting that released a row `e`, by its number; null while it is held. */
const releasedSeq = (tx: Tx): Sql => sql`(
  select d.recorded_seq from release_day d
   where d.network_id = ${tx.networkId} and d.run_id = e.run_id and d.through_on >= ${releaseDay}
   order by d.through_on limit 1)`;

const orderOf = (tx: Tx, row: Sql): Sql => sql`
  left join shop_order o on o.network_id = ${tx.networkId} and o.shop_id = ${row}.shop_id and o.order_id = ${row}.order_id`;

function narrowed({ filters, number }: EarningsOf, row: Sql): Sql {
  const { kind, level, order } = filters;
  const conditions: Sql[] = [];
  if (kind === 'customers') conditions.push(sql`o.partner = ${number} and o.decided_by <> 'own_order'`);
  if (kind === 'team') conditions.push(sql`(o.partner is distinct from ${number} or o.decided_by = 'own_order')`);
  if (level !== null) conditions.push(sql`${row}.level = ${level}`);
  if (order !== null) conditions.push(sql`o.name = ${order.startsWith('#') ? order : `#${order}`}`);
  return allOf(conditions);
}

const ORDER_COLUMNS = sql`o.name as order_name, o.partner as source, o.decided_by`;

function estimates(tx: Tx, earnings: EarningsOf): Sql {
  const { period } = earnings.filters;
  return sql`select 'estimate' as kind, e.run_id, e.row_no::bigint as id, e.as_of as at, v.period_id, e.shop_id, e.order_id, e.component, e.level, e.rate_ppm,
        e.base_minor, e.amount_minor, 'estimated' as state, null::date as until, null::bigint as released, ${ORDER_COLUMNS}
      from period_preview v
      join estimate e on e.network_id = ${tx.networkId} and e.run_id = v.run_id and e.earner = ${earnings.number}
      ${orderOf(tx, sql`e`)}
     where v.network_id = ${tx.networkId} ${period === null ? NOTHING : sql`and v.period_id = ${period}`}
       and ${narrowed(earnings, sql`e`)}`;
}

function accepted(tx: Tx, earnings: EarningsOf): Sql {
  const { period } = earnings.filters;
  return sql`select 'earning' as kind, e.run_id, e.row_no::bigint as id, e.as_of as at, a.period_id, e.shop_id, e.order_id, e.component, e.level, e.rate_ppm,
        e.base_minor, e.amount_minor,
        case when r.seq is null then 'held' when r.seq <= ${paidSeq(tx, earnings.number)} then 'paid' else 'available' end as state,
        ${releaseDay} as until, r.seq as released, ${ORDER_COLUMNS}
      from period_acceptance a
      join earning e on e.network_id = ${tx.networkId} and e.run_id = a.run_id and e.accepted_on = a.accepted_on
                    and e.earner = ${earnings.number}
      ${orderOf(tx, sql`e`)}
      left join lateral ${sql`(select ${releasedSeq(tx)} as seq)`} r on true
     where a.network_id = ${tx.networkId} ${period === null ? NOTHING : sql`and a.period_id = ${period}`}
       and ${narrowed(earnings, sql`e`)}`;
}

/** What was taken back; beside "held" and "available" only what lowers that figure. */
function reversals(tx: Tx, earnings: EarningsOf): Sql {
  const { period, state } = earnings.filters;
  const lowers = {
    held: sql`and r.seq is null`,
    available: sql`and r.seq is not null and (r.seq > ${paidSeq(tx, earnings.number)}
                    or l.recorded_seq > ${paidSeq(tx, earnings.number)})`,
  };
  return sql`select 'reversal' as kind, j.run_id, j.recorded_seq as id, j.occurred_at as at, j.period_id, j.shop_id, j.order_id, e.component, e.level, e.rate_ppm,
        j.base_minor, j.amount_minor, 'reversed' as state, null::date as until, null::bigint as released, ${ORDER_COLUMNS}
      from adjustment j
      join earning e on e.network_id = ${tx.networkId} and e.accepted_on = j.accepted_on and e.run_id = j.run_id
                    and e.row_no = j.row_no
      join ledger_posting l on l.network_id = ${tx.networkId} and l.id = j.posting_id
      ${orderOf(tx, sql`j`)}
      left join lateral ${sql`(select ${releasedSeq(tx)} as seq)`} r on true
     where j.network_id = ${tx.networkId} and j.earner = ${earnings.number} and j.amount_minor < 0
       ${state === 'held' || state === 'available' ? lowers[state] : NOTHING}
       ${period === null ? NOTHING : sql`and j.period_id = ${period}`} and ${narrowed(earnings, sql`e`)}`;
}

/** The rows that the filters leave, from the one, two or three places where such rows can be. */
export function earningsRelation(tx: Tx, earnings: EarningsOf): Sql {
  switch (earnings.filters.state) {
    case 'estimated':
      return estimates(tx, earnings);
    case 'reversed':
      return reversals(tx, earnings);
    case 'held':
    case 'available':
      return sql`select * from (${accepted(tx, earnings)}) rows where state = ${earnings.filters.state}
        union all ${reversals(tx, earnings)}`;
    case 'paid':
      return sql`select * from (${accepted(tx, earnings)}) rows where state = 'paid'`;
    case null:
      return sql`${estimates(tx, earnings)} union all ${accepted(tx, earnings)} union all ${reversals(tx, earnings)}`;
  }
}
