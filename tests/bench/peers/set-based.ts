import type pg from 'pg';
import { ENGINE_FIGURES } from '#tests/bench/engine-plan.ts';

const { levels, leaders } = ENGINE_FIGURES;
const TOP = leaders.length - 1;

/** Half to even, in whole numbers. */
const share = (rate: string): string => `(case when (base * ${rate}) % 1000000 = 500000
  then ((base * ${rate}) / 1000000 + 1) / 2 * 2 else (base * ${rate} + 500000) / 1000000 end)`;

const LEVEL_RATE = `(array[${levels.join(', ')}])[level]`;
const LEADER_RATE = `(array[${leaders.slice(1).join(', ')}])[rank]`;

/** Pays all orders in one statement: each climbs until its seven levels are taken and the highest rank was met. */
export async function setBased(owner: pg.Client, networkId: number, runId: number): Promise<void> {
  await owner.query(
    `insert into estimate (network_id, run_id, row_no, earner, shop_id, order_id, as_of, component, level, rate_ppm, base_minor, amount_minor)
     with recursive walk as (
       select o.shop_id, o.order_id, o.as_of, o.base, s.number, s.sponsor, 1 as step, s.active, s.rank, 0 as below, 0 as blocked,
              (s.active and s.levels > 0)::int as level, s.active and s.levels > 0 as takes
         from sale o join standing s on s.number = o.number
       union all
       select w.shop_id, w.order_id, w.as_of, w.base, s.number, s.sponsor, w.step + 1, s.active, s.rank, w.blocked,
              case when s.active then greatest(w.blocked, s.rank) else w.blocked end,
              w.level + (s.active and w.level < ${levels.length} and s.levels > w.level)::int,
              s.active and w.level < ${levels.length} and s.levels > w.level
         from walk w join standing s on s.number = w.sponsor
        where w.level < ${levels.length} or w.blocked < ${TOP}
     ), paid as (
       select *, 0 as component, level as row_level, ${LEVEL_RATE} as rate from walk where takes
       union all
       select *, 1, step, ${LEADER_RATE} from walk where active and rank > below
     )
     select ${networkId}, ${runId}, row_number() over (order by as_of, order_id, component, row_level), number, shop_id, order_id,
            as_of, component, row_level, rate, base, ${share('rate')}
       from paid where ${share('rate')} > 0`,
  );
}
