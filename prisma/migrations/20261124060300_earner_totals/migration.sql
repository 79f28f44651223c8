-- Where the rows of those stand who have very many in a run: counted with the run's other counts, true as long as those are. Derived
-- like them, and may be emptied at any time.
CREATE TABLE earner_total (
  network_id int NOT NULL,
  run_id int NOT NULL,
  earner int NOT NULL,
  state text NOT NULL CONSTRAINT earner_total_state_check CHECK (state IN ('held', 'available', 'paid')),
  row_count int NOT NULL,
  amount_minor bigint NOT NULL,
  CONSTRAINT earner_total_pkey PRIMARY KEY (network_id, run_id, earner, state)
);
SELECT make_tenant_table('earner_total', 'mutable');

-- Every run is counted again, these with it.
DELETE FROM commission_mark;
