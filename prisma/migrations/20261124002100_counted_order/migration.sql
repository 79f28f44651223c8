-- What of an order counts in a period: its volume entries there, added up, so that a period's orders by date or by amount are
-- read from the end of an index. Derived from volume_entry, brought forward in the transaction that appends to it.
CREATE TABLE counted_order (
  network_id int NOT NULL,
  period_id int NOT NULL,
  shop_id int NOT NULL,
  order_id bigint NOT NULL,
  ordered_at timestamptz(3) NOT NULL,
  base_minor bigint NOT NULL,
  CONSTRAINT counted_order_pkey PRIMARY KEY (network_id, period_id, shop_id, order_id)
);
SELECT make_tenant_table('counted_order', 'mutable');

INSERT INTO counted_order (network_id, period_id, shop_id, order_id, ordered_at, base_minor)
  SELECT v.network_id, v.period_id, v.shop_id, v.order_id, o.ordered_at, sum(v.base_minor)::bigint
    FROM volume_entry v
    JOIN shop_order o ON o.network_id = v.network_id AND o.shop_id = v.shop_id AND o.order_id = v.order_id
   GROUP BY v.network_id, v.period_id, v.shop_id, v.order_id, o.ordered_at;

CREATE INDEX counted_order_time_idx ON counted_order (network_id, period_id, ordered_at, shop_id, order_id) INCLUDE (base_minor);
CREATE INDEX counted_order_base_idx ON counted_order (network_id, period_id, base_minor, shop_id, order_id);

-- Nothing reads a period's entries for their amounts any more.
CREATE INDEX volume_entry_period_idx ON volume_entry (network_id, period_id);
DROP INDEX volume_entry_counted_idx;
