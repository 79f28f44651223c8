-- What a run found out about each partner besides figures: late orders and explanations are measured by it.
ALTER TABLE partner_period ADD COLUMN activity_met boolean NOT NULL DEFAULT false;

ALTER TABLE partner_period ADD COLUMN rank smallint NOT NULL DEFAULT 0;

ALTER TABLE partner_period ADD COLUMN title smallint NOT NULL DEFAULT 0;

-- One byte per component of the plan: the highest level that is open, 0 for none, 255 for all.
ALTER TABLE partner_period ADD COLUMN reach bytea NOT NULL DEFAULT '';
