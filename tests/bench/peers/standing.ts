import type pg from 'pg';
import { ENGINE_FIGURES } from '#tests/bench/engine-plan.ts';

const { active, volumes, legShare, openLevels } = ENGINE_FIGURES;

/** What of a leg counts for each rank: at most its share of what the rank demands. */
const COUNTED = volumes
  .map(
    (required, index) => `coalesce(sum(least(volume, ${(required * legShare) / 1_000_000})), 0) as rank_${index + 1}`,
  )
  .join(', ');

/** The highest rank whose demand is met; nobody has one who is not active. */
const RANK = `case when customer < ${active} then 0
  ${volumes
    .map((required, index) => `when customer + coalesce(rank_${index + 1}, 0) >= ${required} then ${index + 1}`)
    .reverse()
    .join(' ')}
  else 0 end`;

/**
 * Sales, and who is active, has which rank and how many levels open, by partner: sets only, the tree from below, one statement per
 * depth. What a partner's downline sold stands beside him when his sponsor asks.
 */
export async function makeStanding(owner: pg.Client): Promise<void> {
  for (const statement of STATEMENTS) await owner.query(statement);
}

const STATEMENTS = [
  'drop table if exists sale, node, team, standing',
  `create unlogged table sale as
     select v.shop_id, v.order_id, min(v.as_of) as as_of, a.number, sum(v.base_minor)::bigint as base
       from volume_entry v join attribution a using (network_id, shop_id, order_id)
      group by v.shop_id, v.order_id, a.number`,
  `create unlogged table node as
     with recursive below as (
       select number, sponsor, 0 as depth from sponsor_edge where sponsor = 0
       union all
       select e.number, e.sponsor, b.depth + 1 from below b join sponsor_edge e on e.sponsor = b.number
     )
     select number, sponsor, depth, coalesce(base, 0)::bigint as customer
       from below left join (select number, sum(base) as base from sale group by number) sold using (number)`,
  'create index on node (depth)',
  'analyze node',
  'create unlogged table team (number int, sponsor int, depth int, volume bigint)',
  'create index on team (depth)',
  `do $$ begin
     for d in reverse (select max(depth) from node)..0 loop
       insert into team
       select n.number, n.sponsor, d, n.customer + coalesce(legs.volume, 0)
         from node n
         left join (select sponsor, sum(volume)::bigint as volume from team where depth = d + 1 group by sponsor) legs
           on legs.sponsor = n.number
        where n.depth = d;
     end loop;
   end $$`,
  `create unlogged table standing as
     select number, node.sponsor, active, rank, case when active then (array[${openLevels.join(', ')}])[rank + 1] else 0 end as levels
       from node
       left join (select sponsor as number, ${COUNTED} from team group by sponsor) legs using (number),
       lateral (select customer >= ${active} as active, ${RANK} as rank) found`,
  'alter table standing add primary key (number)',
  'analyze standing',
  'analyze sale',
];
