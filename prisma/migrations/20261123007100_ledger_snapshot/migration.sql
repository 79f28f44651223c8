-- What pages read of a network's books: sums as of one posting, to which the few entries after it are added. Both tables
-- are derived from ledger_entry and payout, are brought forward under the ledger's lock, and may be emptied at any time.
CREATE TABLE ledger_snapshot (
  network_id int NOT NULL,
  through_seq bigint NOT NULL,
  open_batches int[] NOT NULL,
  held_minor bigint NOT NULL,
  available_minor bigint NOT NULL,
  paid_minor bigint NOT NULL,
  CONSTRAINT ledger_snapshot_pkey PRIMARY KEY (network_id)
);
SELECT make_tenant_table('ledger_snapshot', 'mutable');

-- By partner: the available account, and what of it lies in the snapshot's open batches.
CREATE TABLE available_balance (
  network_id int NOT NULL,
  partner int NOT NULL,
  amount_minor bigint NOT NULL,
  in_batches_minor bigint NOT NULL,
  CONSTRAINT available_balance_pkey PRIMARY KEY (network_id, partner)
);
SELECT make_tenant_table('available_balance', 'mutable');

CREATE INDEX available_balance_open_idx ON available_balance (network_id, partner)
  INCLUDE (amount_minor, in_batches_minor) WHERE amount_minor > 0;

CREATE INDEX ledger_posting_seq_idx ON ledger_posting (network_id, recorded_seq);

-- Networks that have books already. The second statement stops at the first one's posting and batches, whatever came in
-- between.
INSERT INTO ledger_snapshot (network_id, through_seq, open_batches, held_minor, available_minor, paid_minor)
  SELECT books.network_id, books.through_seq, coalesce(batches.ids, '{}'), books.held, books.available, books.paid
    FROM (SELECT p.network_id, max(p.recorded_seq) AS through_seq,
                 coalesce(sum(e.amount_minor) FILTER (WHERE e.account = 'held'), 0)::bigint AS held,
                 coalesce(sum(e.amount_minor) FILTER (WHERE e.account = 'available'), 0)::bigint AS available,
                 coalesce(sum(e.amount_minor) FILTER (WHERE e.account = 'paid'), 0)::bigint AS paid
            FROM ledger_posting p
            JOIN ledger_entry e ON e.network_id = p.network_id AND e.posting_id = p.id AND e.partner <> 0
           GROUP BY p.network_id) books
    LEFT JOIN (SELECT network_id, array_agg(id ORDER BY id) AS ids
                 FROM payout_batch WHERE state IN ('draft', 'exported') GROUP BY network_id) batches
           ON batches.network_id = books.network_id;

INSERT INTO available_balance (network_id, partner, amount_minor, in_batches_minor)
  SELECT network_id, partner, sum(amount_minor)::bigint, sum(in_batches_minor)::bigint
    FROM (SELECT e.network_id, e.partner, e.amount_minor, 0::bigint AS in_batches_minor
            FROM ledger_snapshot s
            JOIN ledger_posting p ON p.network_id = s.network_id AND p.recorded_seq <= s.through_seq
            JOIN ledger_entry e ON e.network_id = p.network_id AND e.posting_id = p.id
           WHERE e.account = 'available' AND e.partner <> 0
          UNION ALL
          SELECT l.network_id, l.number, 0, l.amount_minor
            FROM ledger_snapshot s
            JOIN payout l ON l.network_id = s.network_id AND l.batch_id = ANY (s.open_batches)) parts
   GROUP BY network_id, partner;
