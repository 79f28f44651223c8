-- Orders of a channel, or decided in one way, that few orders have: found by date without reading the others.
CREATE INDEX shop_order_channel_idx ON shop_order (network_id, channel, ordered_at, shop_id, order_id);
CREATE INDEX shop_order_decided_idx ON shop_order (network_id, decided_by, ordered_at, shop_id, order_id);
CREATE INDEX shop_order_rare_idx ON shop_order (network_id, ordered_at, shop_id, order_id)
  WHERE channel IS NULL OR channel NOT IN ('web', 'pos', 'shopify_draft_order');

-- Which orders are released next is read from the index alone, with the periods that they can belong to.
DROP INDEX shop_order_release_idx;
CREATE INDEX shop_order_release_idx ON shop_order (network_id, release_on, ordered_at, shop_id, order_id);

-- The tree of a day: what changed after it is few edges of a young one.
CREATE INDEX sponsor_edge_since_idx ON sponsor_edge (network_id, valid_from, number);
