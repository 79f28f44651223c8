-- Pages: when a shop was last heard of is one seek.
CREATE INDEX webhook_delivery_domain_idx ON webhook_delivery (domain, received_at);

-- What is held, available and paid is added up from the index alone.
CREATE INDEX ledger_entry_account_idx ON ledger_entry (network_id, account, partner) INCLUDE (amount_minor);
