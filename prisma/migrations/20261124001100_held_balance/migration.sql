-- The snapshot also knows what is held by partner, and what a payout at the network's minimum would take.
ALTER TABLE available_balance ADD COLUMN held_minor bigint NOT NULL DEFAULT 0;

INSERT INTO available_balance AS b (network_id, partner, amount_minor, in_batches_minor, held_minor)
  SELECT e.network_id, e.partner, 0, 0, sum(e.amount_minor)::bigint
    FROM ledger_snapshot s
    JOIN ledger_posting p ON p.network_id = s.network_id AND p.recorded_seq <= s.through_seq
    JOIN ledger_entry e ON e.network_id = p.network_id AND e.posting_id = p.id AND e.account = 'held' AND e.partner <> 0
   GROUP BY e.network_id, e.partner
  ON CONFLICT (network_id, partner) DO UPDATE SET held_minor = excluded.held_minor;

-- The minimum that held when the snapshot was made, and by verdict on a partner (payable, below it, in an open batch) how
-- many there are: [{"verdict", "partners", "available", "rest"}].
ALTER TABLE ledger_snapshot ADD COLUMN minimum_minor bigint;

ALTER TABLE ledger_snapshot ADD COLUMN verdicts jsonb;

-- A row's day is read from the index alone: orders are wide.
CREATE INDEX shop_order_day_idx ON shop_order (network_id, shop_id, order_id) INCLUDE (release_on);
