import { isOfPeriod, releaseDay } from '#app/adapters/db/repositories/accepted-relations.server.ts';
import { allOf, NOTHING, sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { runsThatMayBe, type RunState } from '#app/queries/commissions/run-states.ts';
import {
  estimateRows,
  newestEarnings,
  newestEstimates,
  reversalRows,
  type Lowered,
  type RowPage,
  type SourceRequest,
} from '#app/queries/commissions/row-sources.ts';
import type { EarningsFilters, EarningState } from '#app/queries/portal/earnings-filters.ts';

/** One partner's rows: estimates of the newest previews, accepted rows with their state, and what was taken back. */
export interface EarningsOf {
  readonly number: number;
  readonly filters: EarningsFilters;
  /** Whether the filtered period is accepted; null where the list is about every period. */
  readonly isAccepted: boolean | null;
  /** The period's accepted runs and their states; asked for where the filters name a state of accepted rows. */
  readonly runs: readonly RunState[];
}

/** A place where rows are. */
type Place = 'estimates' | 'earnings' | 'reversals';

const PLACES: Record<EarningState | 'any', readonly Place[]> = {
  any: ['estimates', 'earnings', 'reversals'],
  estimated: ['estimates'],
  held: ['earnings', 'reversals'],
  available: ['earnings', 'reversals'],
  paid: ['earnings'],
  reversed: ['reversals'],
};

/** The places where rows that the filters leave can be: a period has estimates or accepted rows, never both. */
export function placesOf({ filters, isAccepted }: EarningsOf): readonly Place[] {
  const impossible = isAccepted === null ? null : isAccepted ? 'estimates' : 'earnings';
  return PLACES[filters.state ?? 'any'].filter((place) => place !== impossible);
}

/** The state of accepted rows that the filters ask for; null is any. */
const acceptedState = (state: EarningState | null): Lowered | null =>
  state === 'held' || state === 'available' || state === 'paid' ? state : null;

/** Rows of the period have no pay level, whatever steps they count. */
const levelOf = ({ level }: EarningsFilters): Sql =>
  level === null ? sql`true` : sql`e.level = ${level} and not ${isOfPeriod}`;

/** Orders of the partner's own customers, who are few beside those of a team: they are found from the order's side. */
const ownCustomersOrders = (tx: Tx, number: number): Sql => sql`
  select o.shop_id, o.order_id from shop_order o
   where o.network_id = ${tx.networkId} and o.partner = ${number} and o.decided_by <> 'own_order'`;

/** What `kind` and `order` ask of the order that a row belongs to; `shopId` and `orderId` are the row's columns. */
function ofOrder(tx: Tx, { number, filters }: EarningsOf, [shopId, orderId]: readonly [Sql, Sql]): Sql {
  const { kind, order } = filters;
  const own = ownCustomersOrders(tx, number);
  const conditions = [sql`true`];
  if (kind === 'customers') conditions.push(sql`(${shopId}, ${orderId}) in (${own})`);
  if (kind === 'team') {
    conditions.push(sql`${orderId} <> 0
      and not exists (${own} and o.shop_id = ${shopId} and o.order_id = ${orderId})`);
  }
  if (kind === 'period') conditions.push(sql`${orderId} = 0`);
  if (order !== null) {
    conditions.push(sql`(${shopId}, ${orderId}) in (
      select o.shop_id, o.order_id from shop_order o
       where o.network_id = ${tx.networkId} and o.name in (${order}, ${`#${order}`}))`);
  }
  return allOf(conditions);
}

const OF_ROW = [sql`e.shop_id`, sql`e.order_id`] as const;
const OF_REVERSAL = [sql`j.shop_id`, sql`j.order_id`] as const;

/** What the filters ask of a row `e` of this partner's, and in which period. */
function requestOf(tx: Tx, earnings: EarningsOf, also: Sql = sql`true`): SourceRequest {
  const { number, filters } = earnings;
  const condition = allOf([sql`e.earner = ${number}`, levelOf(filters), ofOrder(tx, earnings, OF_ROW), also]);
  return { tx, period: filters.period, condition };
}

/** What was taken back of the partner's rows, in the figure that the filters ask for. Only the adjustment is asked for its earner: asked as well, all rows of a leader would be read beside. */
function reversalsOf(tx: Tx, earnings: EarningsOf): Sql {
  const { number, filters } = earnings;
  const condition = allOf([sql`j.earner = ${number}`, levelOf(filters), ofOrder(tx, earnings, OF_REVERSAL)]);
  return reversalRows({ tx, period: filters.period, condition }, acceptedState(filters.state));
}

const joined = (relations: readonly Sql[]): Sql | null =>
  relations.length === 0 ? null : relations.reduce((all, relation) => sql`${all} union all ${relation}`);

const ofRuns = (runIds: readonly number[]): Sql => sql`e.run_id = any(${runIds}::int[])`;

/**
 * Number and sum of one partner's accepted rows of the named runs by state. The rows are added up by the day of their release
 * first: what a day's rows are is asked once, of the few days, and not of every row.
 */
export function acceptedTotals(tx: Tx, earnings: EarningsOf, runIds: readonly number[]): Sql {
  const { number, filters } = earnings;
  const state = acceptedState(filters.state);
  return sql`
    select state, sum(rows)::int as rows, sum(amount_minor)::bigint as amount_minor
      from (select d.rows, d.amount_minor,
                   case when released.seq is null then 'held' when paid.at is null then 'available' else 'paid' end as state
              from (select e.run_id, ${releaseDay} as day, count(*) as rows, sum(e.amount_minor) as amount_minor
                      from earning e
                      join period_acceptance c on c.network_id = ${tx.networkId} and c.run_id = e.run_id
                      left join shop_order o on o.network_id = ${tx.networkId} and o.shop_id = e.shop_id and o.order_id = e.order_id
                     where e.network_id = ${tx.networkId} and e.earner = ${number} and ${ofRuns(runIds)} and ${levelOf(filters)}
                       and ${ofOrder(tx, earnings, OF_ROW)}
                     group by 1, 2) d
              left join lateral (
                select r.recorded_seq as seq from release_day r
                 where r.network_id = ${tx.networkId} and r.run_id = d.run_id and r.through_on >= d.day
                 order by r.through_on limit 1) released on true
              left join lateral (
                select min(b.settled_at) as at from payout l
                  join payout_batch b on b.network_id = ${tx.networkId} and b.id = l.batch_id and b.state = 'paid'
                 where l.network_id = ${tx.networkId} and l.number = ${number} and b.through_seq >= released.seq) paid on true) days
     ${state === null ? NOTHING : sql`where state = ${state}`}
     group by state`;
}

/** Estimates and what was taken back; null where the filters leave neither. */
export function otherRows(tx: Tx, earnings: EarningsOf): Sql | null {
  const rowsOf = { estimates: () => estimateRows(requestOf(tx, earnings)), reversals: () => reversalsOf(tx, earnings) };
  return joined(placesOf(earnings).flatMap((place) => (place === 'earnings' ? [] : [rowsOf[place]()])));
}

/** What places a row in the list. */
export interface PlaceInList {
  readonly at: Sql;
  readonly kind: Sql;
  readonly runId: Sql;
  readonly id: Sql;
}

/** The newest rows, run by run from the end of each run's index; `isOlder` leaves those that come after a page. */
export function newestRows(
  tx: Tx,
  earnings: EarningsOf,
  { isOlder, limit }: { isOlder: (row: PlaceInList) => Sql; limit: number },
): Sql | null {
  const state = acceptedState(earnings.filters.state);
  const page: RowPage = { after: null, limit, state };
  const before = (kind: Sql) => isOlder({ at: sql`e.as_of`, kind, runId: sql`e.run_id`, id: sql`e.row_no` });
  const among = state === null ? sql`true` : ofRuns(runsThatMayBe(earnings.runs, state));
  const rowsOf: Record<Place, () => Sql> = {
    estimates: () => newestEstimates(requestOf(tx, earnings, before(sql`'estimate'`)), page),
    earnings: () => newestEarnings(requestOf(tx, earnings, allOf([before(sql`'earning'`), among])), page),
    reversals: () => reversalsOf(tx, earnings),
  };
  return joined(placesOf(earnings).map((place) => rowsOf[place]()));
}

const isOwnCustomer = (number: number): Sql =>
  sql`coalesce(o.partner = ${number} and o.decided_by <> 'own_order', false)`;

const orderOf = (tx: Tx): Sql => sql`
  left join shop_order o on o.network_id = ${tx.networkId} and o.shop_id = r.shop_id and o.order_id = r.order_id`;

/** A few rows `r`, each with its order's name and whether it is one of the partner's own customers. */
export const withOrders = (tx: Tx, number: number, rows: Sql): Sql =>
  sql`select r.*, o.name as order_name, ${isOwnCustomer(number)} as is_own_customer from (${rows}) r ${orderOf(tx)}`;
