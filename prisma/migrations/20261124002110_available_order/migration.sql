-- Partners by what is available to them: a page is read from the end of an index.
CREATE INDEX available_balance_amount_idx ON available_balance (network_id, amount_minor, partner);
