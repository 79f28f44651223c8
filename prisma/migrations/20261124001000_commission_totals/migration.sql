-- Where an accepted run's rows stand, counted: pages read counts and sums from here, and learn which rows to look at. Both
-- tables are derived from earning, adjustment, release_day and payout, are brought forward under the ledger's lock, and may
-- be emptied at any time.
CREATE TABLE commission_total (
  network_id int NOT NULL,
  kind text NOT NULL CONSTRAINT commission_total_kind_check CHECK (kind IN ('earning', 'reversal')),
  run_id int NOT NULL,
  state text NOT NULL CONSTRAINT commission_total_state_check CHECK (state IN ('held', 'available', 'paid')),
  block bigint NOT NULL,
  component smallint NOT NULL,
  level smallint NOT NULL,
  period_id int NOT NULL,
  row_count int NOT NULL,
  amount_minor bigint NOT NULL,
  CONSTRAINT commission_total_pkey PRIMARY KEY (network_id, kind, run_id, state, block, component, level)
);
SELECT make_tenant_table('commission_total', 'mutable');

-- By accepted run: through which release, payouts and reversal its counts go.
CREATE TABLE commission_mark (
  network_id int NOT NULL,
  run_id int NOT NULL,
  released_seq bigint NOT NULL,
  paid_batches int NOT NULL,
  adjusted_seq bigint NOT NULL,
  CONSTRAINT commission_mark_pkey PRIMARY KEY (network_id, run_id)
);
SELECT make_tenant_table('commission_mark', 'mutable');
