-- Every order in one narrow row: what lists narrow it by, what of it counts, and what it costs. A list's sums are read from here,
-- without the facts beside every order and without the rows of its commissions. Derived from shop_order, from the rows of runs that
-- count, and from adjustment; brought forward in the transactions that change those.
CREATE TABLE order_cost (
  network_id int NOT NULL,
  shop_id int NOT NULL,
  order_id bigint NOT NULL,
  name text COLLATE "C" NOT NULL,
  ordered_at timestamptz(3) NOT NULL,
  channel text,
  partner int,
  decided_by text,
  refund_count int NOT NULL,
  cancelled_at timestamptz(3),
  problem text,
  base_minor bigint NOT NULL,
  estimated_minor bigint NOT NULL DEFAULT 0,
  earned_minor bigint NOT NULL DEFAULT 0,
  CONSTRAINT order_cost_pkey PRIMARY KEY (network_id, shop_id, order_id)
);

-- What an order costs changes more often than its row is made: the new version finds room beside the old one.
ALTER TABLE order_cost SET (fillfactor = 80);

SELECT make_tenant_table('order_cost', 'mutable');

INSERT INTO order_cost (network_id, shop_id, order_id, name, ordered_at, channel, partner, decided_by, refund_count,
                        cancelled_at, problem, base_minor, estimated_minor, earned_minor)
  SELECT o.network_id, o.shop_id, o.order_id, o.name, o.ordered_at, o.channel, o.partner, o.decided_by, o.refund_count,
         o.cancelled_at, o.problem, o.base_minor, coalesce(c.estimated_minor, 0), coalesce(c.earned_minor, 0)
    FROM shop_order o
    LEFT JOIN (
      SELECT network_id, shop_id, order_id, sum(estimated)::bigint AS estimated_minor, sum(earned)::bigint AS earned_minor
        FROM (SELECT e.network_id, e.shop_id, e.order_id, e.amount_minor AS estimated, 0::bigint AS earned
                FROM estimate e
                JOIN period_preview p ON p.network_id = e.network_id AND p.run_id = e.run_id
              UNION ALL
              SELECT e.network_id, e.shop_id, e.order_id, 0::bigint, e.amount_minor
                FROM earning e
                JOIN period_acceptance a ON a.network_id = e.network_id AND a.run_id = e.run_id
              UNION ALL
              SELECT j.network_id, j.shop_id, j.order_id, 0::bigint, j.amount_minor FROM adjustment j) parts
       GROUP BY network_id, shop_id, order_id) c
      ON c.network_id = o.network_id AND c.shop_id = o.shop_id AND c.order_id = o.order_id;

CREATE INDEX order_cost_time_idx ON order_cost (network_id, ordered_at);
CREATE INDEX order_cost_partner_idx ON order_cost (network_id, partner);
