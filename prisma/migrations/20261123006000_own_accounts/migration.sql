-- How a partner's own account came to be known: said by staff, or by the verified mail address that both have.
ALTER TABLE partner_customer ADD COLUMN origin text NOT NULL DEFAULT 'staff';

ALTER TABLE partner_customer ADD COLUMN reason text NOT NULL DEFAULT '';

-- A buyer's address as a keyed hash: enough to see that it is a partner's, not enough to read it.
CREATE TABLE buyer_account (
    network_id INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    customer_id BIGINT NOT NULL,
    email_index BYTEA NOT NULL,
    verified BOOLEAN NOT NULL,
    seen_at TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT buyer_account_pkey PRIMARY KEY (network_id, shop_id, customer_id)
);

CREATE INDEX buyer_account_email_idx ON buyer_account (network_id, email_index);

SELECT make_tenant_table('buyer_account', 'mutable');
