import { z } from 'zod';
import { sql, type Sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { findSight, type Sight } from '#app/queries/portal/sight.ts';

const ORDERS_SHOWN = 20;
/** A team up to this size is asked partner by partner; above it the period's orders are looked through. */
const SMALL_TEAM = 2000;
/** Up to this size the team is read once and then looked up; above it most orders are of the team, and few are read. */
const MIDDLE_TEAM = 20_000;

const orderSchema = z.object({ name: z.string(), at: z.date().transform((at) => at.toISOString()) });

/** An order of the team; nothing of its customer. */
export type TeamOrder = z.infer<typeof orderSchema>;

/** Orders of the team in the period that is shown from which this partner has no row, newest first. */
export function ordersWithoutMe(visit: { networkId: NetworkId; number: number; now: Date }): Promise<TeamOrder[]> {
  return inTransaction(visit.networkId, async (tx) => {
    const sight = await findSight(tx, visit.number, visit.now);
    if (!sight || sight.place.subtreeEnd - sight.place.position <= 1) return [];
    return tx.all(
      orderSchema,
      sql`select o.name, o.paid_at as at from (${ordersOfTeam(tx, sight)}) o
           where o.paid_at is not null and not o.test
             and not exists (select from estimate e
                              where e.network_id = ${tx.networkId} and e.run_id = ${sight.run.runId}
                                and e.shop_id = o.shop_id and e.order_id = o.order_id and e.earner = ${visit.number})
             and not exists (select from earning e
                              where e.network_id = ${tx.networkId} and e.shop_id = o.shop_id and e.order_id = o.order_id
                                and e.earner = ${visit.number})
           order by o.ordered_at desc limit ${ORDERS_SHOWN}`,
    );
  });
}

function ordersOfTeam(tx: Tx, { run, place }: Sight): Sql {
  const columns = sql`o.shop_id, o.order_id, o.name, o.paid_at, o.ordered_at, o.test`;
  const inPeriod = sql`o.network_id = ${tx.networkId} and o.ordered_at >= ${run.startsAt}::timestamptz
    and o.ordered_at < ${run.endsAt}::timestamptz`;
  const inTeam = sql`f.network_id = ${tx.networkId} and f.run_id = ${run.runId}
    and f.position > ${place.position} and f.position < ${place.subtreeEnd}`;
  const size = place.subtreeEnd - place.position;
  if (size <= SMALL_TEAM) {
    return sql`select ${columns} from partner_period f
      join shop_order o on ${inPeriod} and o.partner = f.number where ${inTeam}`;
  }
  if (size <= MIDDLE_TEAM) {
    return sql`with team as materialized (select f.number from partner_period f where ${inTeam}),
           theirs as materialized (select o.shop_id, o.order_id from shop_order o
                                    where ${inPeriod} and o.partner in (select number from team))
      select ${columns} from theirs t
        join shop_order o on o.network_id = ${tx.networkId} and o.shop_id = t.shop_id and o.order_id = t.order_id`;
  }
  return sql`select ${columns} from shop_order o
     where ${inPeriod} and exists (select from partner_period f where ${inTeam} and f.number = o.partner)`;
}
