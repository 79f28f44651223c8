-- A partnership can end: the partner keeps the place in the tree and what was earned, and earns nothing for later orders.
ALTER TABLE partner DROP CONSTRAINT partner_status_check;
ALTER TABLE partner ADD CONSTRAINT partner_status_check CHECK (status IN ('house', 'applied', 'invited', 'active', 'suspended', 'terminated', 'declined'));
