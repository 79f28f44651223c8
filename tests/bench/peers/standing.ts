import type pg from 'pg';

/**
 * Who is active, has which rank and how many levels open, by partner: computed by our run and handed to the peers, who need not
 * find it themselves. One index, as anybody would have it.
 */
export async function handOverStanding(owner: pg.Client, runId: number): Promise<void> {
  await owner.query('drop table if exists standing');
  await owner.query(
    `create table standing as
       select f.number, n.sponsor, f.active, f.rank::int as rank, get_byte(f.reach, 0) as levels
         from partner_period f join partner n on n.network_id = f.network_id and n.number = f.number
        where f.run_id = ${runId} and f.number <> 0`,
  );
  await owner.query('alter table standing add primary key (number)');
  await owner.query('drop table if exists sale');
  await owner.query(
    `create table sale as
       select v.shop_id, v.order_id, min(v.as_of) as as_of, a.number, sum(v.base_minor)::bigint as base
         from volume_entry v join attribution a using (network_id, shop_id, order_id)
        group by v.shop_id, v.order_id, a.number`,
  );
  await owner.query('vacuum analyze standing, sale');
}
