-- Rows of a period: pools, matching, pairing and events pay once per period, for no single order. Such a row has shop and
-- order 0, the period's last instant, and says whom or what it is about: a partner, a position, or 0 for the period itself.
ALTER TABLE estimate ADD COLUMN source int NOT NULL DEFAULT 0;

ALTER TABLE earning ADD COLUMN source int NOT NULL DEFAULT 0;

-- From which day an accepted period's own rows are available: frozen with the acceptance. Null where it was accepted before
-- there were such rows.
ALTER TABLE period_acceptance ADD COLUMN period_rows_on date;

-- The figures that an explanation of a period's row tells beside the row's own: float64, little-endian. Rows without any are
-- not listed.
CREATE TABLE row_basis (
  network_id int NOT NULL,
  run_id int NOT NULL,
  row_no int NOT NULL,
  basis bytea NOT NULL,
  CONSTRAINT row_basis_pkey PRIMARY KEY (network_id, run_id, row_no)
);
SELECT make_tenant_table('row_basis', 'run_written');

-- What caps took, in the order in which they did. `component` is the place in the run's totals, -1 for the plan's own caps;
-- `about` is the partner, 0 for an order, which is named, and for the company.
CREATE TABLE run_cap (
  network_id int NOT NULL,
  run_id int NOT NULL,
  seq int NOT NULL,
  component smallint NOT NULL,
  kind text NOT NULL CONSTRAINT run_cap_kind_check CHECK (kind IN ('component', 'order', 'partner', 'company')),
  about int NOT NULL,
  shop_id int NOT NULL,
  order_id bigint NOT NULL,
  raw_minor bigint NOT NULL,
  capped_minor bigint NOT NULL,
  CONSTRAINT run_cap_pkey PRIMARY KEY (network_id, run_id, seq)
);
SELECT make_tenant_table('run_cap', 'run_written');

CREATE INDEX run_cap_about_idx ON run_cap (network_id, run_id, about, shop_id, order_id);
