-- Through which day the rows of an accepted run were released, and when: a row is available if its day is not later.
CREATE TABLE release_day (
  network_id int NOT NULL,
  run_id int NOT NULL,
  through_on date NOT NULL,
  recorded_seq bigint NOT NULL,
  released_at timestamptz(3) NOT NULL,
  is_last boolean NOT NULL,
  CONSTRAINT release_day_pkey PRIMARY KEY (network_id, run_id, through_on)
);
SELECT make_tenant_table('release_day', 'append_only');
