-- How far a run is, and what the nightly proof of an accepted one found.
ALTER TABLE run ADD COLUMN orders_done int NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN orders_total int NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN proved_at timestamptz(3);
ALTER TABLE run ADD COLUMN proof text;
ALTER TABLE run ADD CONSTRAINT run_proof_check CHECK (proof IN ('identical', 'different'));
