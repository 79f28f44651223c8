-- What a run leaves to the run of the next period: the ranks that partners hold, and what components carry over, by name. Columns of
-- numbers as one value: only the engine reads them.
CREATE TABLE run_state (
  network_id int NOT NULL,
  run_id int NOT NULL,
  name text NOT NULL,
  columns bytea NOT NULL,
  CONSTRAINT run_state_pkey PRIMARY KEY (network_id, run_id, name)
);

SELECT make_tenant_table('run_state', 'run_written');

-- The run of the period before, from whose state a run started; null where its plan remembers nothing, or nothing came before.
ALTER TABLE run ADD COLUMN prior_run_id int;
