-- Orders by amount: a page is read from the end of an index.
CREATE INDEX shop_order_base_idx ON shop_order (network_id, base_minor, shop_id, order_id);

-- Few orders have a problem or were taken back: they are found without reading the others.
CREATE INDEX shop_order_problem_idx ON shop_order (network_id, ordered_at, shop_id, order_id) WHERE problem IS NOT NULL;
CREATE INDEX shop_order_back_idx ON shop_order (network_id, ordered_at, shop_id, order_id)
  WHERE refund_count > 0 OR cancelled_at IS NOT NULL;

-- What counts in a period is added up order by order from the index alone.
CREATE INDEX volume_entry_counted_idx ON volume_entry (network_id, period_id, shop_id, order_id) INCLUDE (base_minor);
DROP INDEX volume_entry_period_idx;
