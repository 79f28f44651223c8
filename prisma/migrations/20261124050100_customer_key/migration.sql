-- Who bought, frozen with the receipt, so that different customers can be counted: a keyed number of the network's own from which nobody is
-- recognised; null for a guest, and in receipts from before. It stays when a customer's data go.
ALTER TABLE attribution ADD COLUMN customer_key bigint;
