-- Order list: a page, its filters and its sum are read from one index, without the facts beside every row.

-- Where an order was placed (web, pos …); its own column, because under row-level security nothing inside JSON is indexed.
ALTER TABLE shop_order ADD COLUMN channel text GENERATED ALWAYS AS (facts ->> 'sourceName') STORED;

-- Orders are searched by the beginning of their name: byte order, whatever the server's locale.
ALTER TABLE shop_order ALTER COLUMN name TYPE text COLLATE "C";

DROP INDEX shop_order_time_idx;

CREATE INDEX shop_order_time_idx ON shop_order (network_id, ordered_at, shop_id, order_id)
  INCLUDE (partner, decided_by, channel, base_minor, refund_count, cancelled_at, problem);
