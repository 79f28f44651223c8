-- Whose plan a cap is of: the accepted period whose older plan pays late orders; 0 for the run's own. `component` is the index in that
-- plan, -1 for the plan's own caps. The company's cap is followed by what it left each partner.
ALTER TABLE run_cap ADD COLUMN period_id int NOT NULL DEFAULT 0;

-- Which caps left a row one of the smallest coins that do not divide: a byte per row from `first_row` on, a bit per kind of cap. Rows
-- that are not listed were left none.
CREATE TABLE row_cents (
  network_id int NOT NULL,
  run_id int NOT NULL,
  first_row int NOT NULL,
  cents bytea NOT NULL,
  CONSTRAINT row_cents_pkey PRIMARY KEY (network_id, run_id, first_row)
);

SELECT make_tenant_table('row_cents', 'run_written');

-- What explanations tell of a partner that no column says: a figure for each condition of the run's plan that measures something else than
-- net volumes, orders and ranks. float64, little-endian, in the order of the plan; null where it asks nothing of the kind.
ALTER TABLE partner_period ADD COLUMN measured bytea;
