-- A line whose product became known after it was paid is a fact of its own, which runs read up to their watermark; one that
-- was frozen with its order (0) comes with the order's own facts.
ALTER TABLE order_line ADD COLUMN recorded_seq bigint NOT NULL DEFAULT 0;

CREATE INDEX order_line_recorded_idx ON order_line (network_id, recorded_seq) WHERE recorded_seq > 0;
