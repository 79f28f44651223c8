import { z } from 'zod';
import { sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import type { ListCursor } from '#app/queries/partners/list-filters.ts';

interface Wanted {
  /** What the filters ask of a partner `p`. */
  readonly condition: Sql;
  readonly cursor: ListCursor | null;
  readonly isDown: boolean;
  readonly limit: number;
}

/**
 * Number and sort key of partners by what is available to them: balances of the ledger's snapshot from the end of an index, the
 * few that changed since, and between those above and those below zero everybody who has nothing.
 */
export async function byAvailable(tx: Tx, { condition, cursor, isDown, limit }: Wanted): Promise<Sql> {
  const known = await snapshotSeq(tx);
  const direction = isDown ? sql`desc` : sql`asc`;
  const order = sql`order by key ${direction}, number ${direction} limit ${limit}`;
  const isNext = (key: Sql, number: Sql): Sql =>
    cursor
      ? sql`(${key}, ${number}) ${isDown ? sql`<` : sql`>`} (${cursor.key}::bigint, ${cursor.number}::int)`
      : sql`true`;
  const balance = sql`available_balance b where b.network_id = ${tx.networkId} and b.amount_minor <> 0`;
  return sql`
    with changed as materialized (
           select e.partner as number, sum(e.amount_minor)::bigint as amount from ledger_posting l
             join ledger_entry e on e.network_id = ${tx.networkId} and e.posting_id = l.id and e.partner > 0 and e.account = 'available'
            where l.network_id = ${tx.networkId} and l.recorded_seq > ${known}::bigint
            group by e.partner),
         stored as materialized (
           select b.partner as number, b.amount_minor as key from ${balance}
              and b.partner <> all(array(select number from changed)) and ${isNext(sql`b.amount_minor`, sql`b.partner`)}
              and exists (select from partner p where p.network_id = ${tx.networkId} and p.number = b.partner and ${condition})
            ${order}),
         moved as materialized (
           select p.number, (c.amount + coalesce(b.amount_minor, 0))::bigint as key from changed c
             join partner p on p.network_id = ${tx.networkId} and p.number = c.number and ${condition}
             left join available_balance b on b.network_id = ${tx.networkId} and b.partner = c.number),
         nothing as (
           select p.number, 0::bigint as key from partner p
            where p.network_id = ${tx.networkId} and ${condition} and ${nothingIsNext(cursor, isDown)} and p.number <> all(array(select number from changed))
              and not exists (select from ${balance} and b.partner = p.number)
              and (select count(*) from stored where key ${isDown ? sql`>` : sql`<`} 0) < ${limit}::int
            order by number ${direction} limit ${limit})
    select number, key::text as "sortKey", row_number() over (order by key ${direction}, number ${direction})::int as place
      from (select number, key from stored
            union all
            select number, key from moved where ${isNext(sql`key`, sql`number`)}
            union all
            select number, key from nothing) balances
    ${order}`;
}

/** The partners without a balance that come after the cursor: all of them, those beyond its number, or none. */
function nothingIsNext(cursor: ListCursor | null, isDown: boolean): Sql {
  const key = cursor === null ? 0n : BigInt(cursor.key);
  if (cursor === null || (isDown ? key > 0n : key < 0n)) return sql`true`;
  if (key !== 0n) return sql`false`;
  return isDown ? sql`p.number < ${cursor.number}::int` : sql`p.number > ${cursor.number}::int`;
}

/** The posting at which the snapshot stands: as a number the planner sees that few come after it. */
async function snapshotSeq(tx: Tx): Promise<bigint> {
  const snapshot = await tx.find(
    z.object({ throughSeq: z.bigint() }),
    sql`select through_seq as "throughSeq" from ledger_snapshot where network_id = ${tx.networkId}`,
  );
  return snapshot?.throughSeq ?? 0n;
}
