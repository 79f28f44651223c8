-- Staff may say that an order is nobody's; without this and without a partner a record withdraws what was said before.
ALTER TABLE order_assignment ADD COLUMN nobody boolean NOT NULL DEFAULT false;
