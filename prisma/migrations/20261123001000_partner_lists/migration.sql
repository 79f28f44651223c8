-- Partner list and tree: newest first, a level of a subtree as one range, an import that shows how far it is.

CREATE INDEX partner_joined_idx ON partner (network_id, joined_at, number);

-- Depth, then position: the ancestor at a depth is one seek, a level of a downline one range.
CREATE INDEX partner_period_level_idx ON partner_period (network_id, run_id, depth, position);

-- The partner list by team sales reads fifty rows of it, not the network.
CREATE INDEX partner_period_team_idx ON partner_period (network_id, run_id, team_minor, number);

-- Codes and numbers of imports are searched by prefix like names: byte order, whatever the server's locale.
ALTER TABLE partner_code ALTER COLUMN folded TYPE text COLLATE "C";
ALTER TABLE partner ALTER COLUMN external_number TYPE text COLLATE "C";

-- The file holds contact data: sealed under a key of its own, emptied when the import is over.
ALTER TABLE partner_import ADD COLUMN key_wrapped bytea NOT NULL;
ALTER TABLE partner_import ADD COLUMN mapping jsonb;
ALTER TABLE partner_import ADD COLUMN bad_lines bytea;
ALTER TABLE partner_import ADD COLUMN line_count integer NOT NULL DEFAULT 0;
ALTER TABLE partner_import ADD COLUMN processed integer NOT NULL DEFAULT 0;
ALTER TABLE partner_import ADD CONSTRAINT partner_import_state_check
  CHECK (state IN ('uploaded', 'checking', 'checked', 'importing', 'done', 'failed'));
