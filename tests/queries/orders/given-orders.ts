import type { NetworkId } from '#app/adapters/db/transaction.server.ts';
import type { TestDatabase } from '#tests/database/test-database.ts';

export const SHOP = 1;

/**
 * Writes so many orders as ingest and runs leave them: the older half in an accepted period, the newer one in a previewed
 * one; a third without partner, one in fifty refunded, one in five hundred with a problem. Three rows for each partner's order.
 */
export async function givenOrders(database: TestDatabase, networkId: NetworkId, count: number): Promise<void> {
  const run = (text: string) => database.asOwner(text.replaceAll('$network', String(networkId)));
  await run(`insert into network (id, handle, name, currency, time_zone, country, created_at)
    values ($network, 'many-$network', 'Many', 'EUR', 'Europe/Berlin', 'DE', now())`);
  await run(`insert into calendar (network_id, id, programme_id, cadence, time_zone, first_on)
             values ($network, 1, 1, 'month', 'Europe/Berlin', '2026-10-01')`);
  await run(`insert into period (network_id, id, calendar_id, starts_at, ends_at) values
    ($network, 1, 1, '2026-09-30T22:00Z', '2026-10-31T23:00Z'), ($network, 2, 1, '2026-10-31T23:00Z', '2026-11-30T23:00Z')`);
  await run(`insert into partner (network_id, number, status, sponsor, first_name, last_name, search_name, search_last, language, joined_at)
    select $network, n, 'active', case when n = 1001 then 0 else n - 1 end, 'Anna', 'Muster' || n, 'anna muster' || n, 'muster' || n, 'de',
           '2026-01-01' from generate_series(1001, 1100) n`);
  await run(`insert into shop_order (network_id, shop_id, order_id, name, ordered_at, updated_at, refund_count, paid_at, ships,
      release_on, currency, rate_per_unit, rate_source, test, customer_id, financial_status, total_minor, base_minor, facts, partner,
      decided_by, problem)
    select $network, ${SHOP}, 5000000000000 + i, '#' || (1000 + i), at, at, case when i % 50 = 0 then 1 else 0 end, at, true,
      '2026-11-25', 'EUR', '1', 'same-currency', false, i, 'paid', 12000 + i % 5000, 10000 + i % 5000,
      jsonb_build_object('sourceName', case when i % 100 = 7 then 'pos' else 'web' end, 'filler', repeat(md5(i::text), 40)),
      case when i % 3 = 0 then null else 1001 + i % 100 end, case when i % 3 = 0 then 'nobody' when i % 1000 = 1 then 'manual' else 'cart_attribute' end,
      case when i % 500 = 0 then 'no-rate' end
    from (select i, timestamptz '2026-10-01T00:00Z' + i * interval '60 days' / ${count} as at from generate_series(1, ${count}) i) made`);
  await run(`insert into volume_entry (network_id, recorded_seq, calendar_id, period_id, shop_id, order_id, line_id, source_key, kind,
      base_minor, as_of, occurred_at, earns)
    select network_id, nextval('recorded_seq'), 1, case when ordered_at < '2026-10-31T23:00Z' then 1 else 2 end, shop_id, order_id, order_id * 10,
      'paid:' || order_id * 10, 'paid', base_minor, ordered_at, ordered_at, true from shop_order where network_id = $network`);
  await run(`insert into counted_order (network_id, period_id, shop_id, order_id, ordered_at, base_minor)
    select v.network_id, v.period_id, v.shop_id, v.order_id, o.ordered_at, v.base_minor from volume_entry v
      join shop_order o on o.network_id = $network and o.shop_id = v.shop_id and o.order_id = v.order_id where v.network_id = $network`);
  await run(`insert into run (network_id, id, period_id, kind, state, plan_version, watermark, started_at, amount_minor) values
    ($network, 1, 1, 'acceptance', 'done', 1, 1, '2026-11-02T09:00Z', 0), ($network, 2, 2, 'preview', 'done', 1, 1, '2026-11-29T09:00Z', 0)`);
  await run(`insert into period_acceptance (network_id, period_id, run_id, accepted_at, accepted_on, actor)
    values ($network, 1, 1, '2026-11-02T09:00Z', '2026-11-02', 'staff:1')`);
  await run(`insert into period_preview (network_id, period_id, run_id) values ($network, 2, 2)`);
  const rows = (
    condition: string,
  ) => `select o.network_id, row_number() over (order by o.ordered_at, level)::int as row_no,
      greatest(o.partner - level + 1, 1001) as earner, o.shop_id, o.order_id, o.ordered_at, level,
      case level when 1 then 100000 when 2 then 50000 else 30000 end as rate, o.base_minor
    from shop_order o cross join generate_series(1, 3) level where o.network_id = $network and o.partner is not null and ${condition}`;
  await run(`insert into earning (network_id, accepted_on, run_id, row_no, earner, shop_id, order_id, as_of, component, level, rate_ppm, base_minor, amount_minor)
    select network_id, '2026-11-02', 1, row_no, earner, shop_id, order_id, ordered_at, 0, level, rate, base_minor, base_minor * rate / 1000000
      from (${rows(`o.ordered_at < '2026-10-31T23:00Z'`)}) made`);
  await run(`insert into estimate (network_id, run_id, row_no, earner, shop_id, order_id, as_of, component, level, rate_ppm, base_minor, amount_minor)
    select network_id, 2, row_no, earner, shop_id, order_id, ordered_at, 0, level, rate, base_minor, base_minor * rate / 1000000
      from (${rows(`o.ordered_at >= '2026-10-31T23:00Z'`)}) made`);
  await run(`update run r set amount_minor = (select coalesce(sum(amount_minor), 0) from (
      select amount_minor from earning e where e.network_id = $network and e.run_id = r.id
      union all select amount_minor from estimate e where e.network_id = $network and e.run_id = r.id) rows) where r.network_id = $network`);
  await run(`insert into order_cost (network_id, shop_id, order_id, name, ordered_at, channel, partner, decided_by, refund_count,
      cancelled_at, problem, base_minor, estimated_minor, earned_minor)
    select network_id, shop_id, order_id, name, ordered_at, channel, partner, decided_by, refund_count, cancelled_at, problem, base_minor,
      (select coalesce(sum(amount_minor), 0) from estimate e where e.network_id = $network and e.order_id = o.order_id),
      (select coalesce(sum(amount_minor), 0) from earning e where e.network_id = $network and e.order_id = o.order_id)
    from shop_order o where network_id = $network`);
}
