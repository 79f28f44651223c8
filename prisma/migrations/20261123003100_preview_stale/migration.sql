-- A crash empties the unlogged rows of a preview; its figures stay readable, and pages say that they are being renewed.
ALTER TABLE period_preview ADD COLUMN stale boolean NOT NULL DEFAULT false;
