import type pg from 'pg';
import type { LargeNetwork } from '#tests/bench/seed-large.ts';

/** Rows of the network that addresses name. */
export interface Samples {
  /** `12-5000000000001`, in the accepted period, with a row on level 2. */
  readonly order: string;
  readonly orderName: string;
  /** An order of the open period, in the middle of its dates. */
  readonly openOrder: { readonly orderId: string; readonly orderedAt: string };
  readonly earning: string;
  readonly ownEarning: string;
  readonly estimate: string;
  readonly reversal: string;
  /** The last row of half of the accepted ones. */
  readonly middleRow: number;
  /** Somebody who is in nobody's way: the last of the star. */
  readonly starPartner: number;
  readonly joinedOn: string;
}

const rowOf = async <T extends pg.QueryResultRow>(owner: pg.Client, text: string, values: unknown[]): Promise<T> => {
  const { rows } = await owner.query<T>(text, values);
  if (!rows[0]) throw new Error('the large network lacks a row that the pages show');
  return rows[0];
};

/** Finds one of everything that a page can be about. */
export async function samplesOf(owner: pg.Client, network: LargeNetwork): Promise<Samples> {
  const { networkId, shopId, acceptedRunId, openRunId, partners } = network;
  const row = await rowOf<{ order: string; orderName: string; row: number; own: number; last: number }>(
    owner,
    `select o.order_id::text as order, o.name as "orderName", e.row_no as row,
            (select min(row_no) from earning where network_id = $1 and run_id = $2 and earner = $3) as own,
            (select max(row_no) from earning where network_id = $1 and run_id = $2) as last
       from earning e join shop_order o on o.network_id = $1 and o.order_id = e.order_id
      where e.network_id = $1 and e.run_id = $2 and e.level = 2 order by e.row_no limit 1`,
    [networkId, acceptedRunId, partners.top],
  );
  const estimate = await rowOf<{ row: number; orderId: string; orderedAt: Date }>(
    owner,
    `select e.row_no as row, o.order_id::text as "orderId", o.ordered_at as "orderedAt"
       from estimate e join shop_order o on o.network_id = $1 and o.order_id = e.order_id
      where e.network_id = $1 and e.run_id = $2 order by o.ordered_at offset 1000 limit 1`,
    [networkId, openRunId],
  );
  const reversal = await rowOf<{ seq: string }>(
    owner,
    'select max(recorded_seq)::text as seq from adjustment where network_id = $1',
    [networkId],
  );
  const last = await rowOf<{ number: number; joinedOn: string }>(
    owner,
    `select max(number) as number, max(joined_at)::date::text as "joinedOn" from partner where network_id = $1 and sponsor = $2`,
    [networkId, partners.hub],
  );
  return {
    ...{ order: `${shopId}-${row.order}`, orderName: row.orderName },
    openOrder: { orderId: estimate.orderId, orderedAt: estimate.orderedAt.toISOString() },
    ...{ earning: `earning-${acceptedRunId}-${row.row}`, ownEarning: `earning-${acceptedRunId}-${row.own}` },
    ...{ estimate: `estimate-${openRunId}-${estimate.row}`, reversal: `reversal-${acceptedRunId}-${reversal.seq}` },
    ...{ middleRow: Math.floor(row.last / 2), starPartner: last.number, joinedOn: last.joinedOn },
  };
}
