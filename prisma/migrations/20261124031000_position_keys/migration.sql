-- What tells positions apart stands right behind the network in their keys. With programme and tree before it two keys look equally
-- good to the database as long as it has not counted the rows, and right after many were placed it took the wrong one for each of them.
ALTER TABLE placement_edge DROP CONSTRAINT placement_edge_position_fkey;

ALTER TABLE position DROP CONSTRAINT position_pkey;

ALTER TABLE position ADD CONSTRAINT position_pkey PRIMARY KEY (network_id, number, programme_id, tree);

ALTER TABLE position DROP CONSTRAINT position_owner_key;

ALTER TABLE position ADD CONSTRAINT position_owner_key UNIQUE (network_id, owner, programme_id, tree, place);

ALTER TABLE placement_edge DROP CONSTRAINT placement_edge_slot_key;

ALTER TABLE placement_edge ADD CONSTRAINT placement_edge_slot_key UNIQUE (network_id, parent, slot, programme_id, tree);

ALTER TABLE placement_edge DROP CONSTRAINT placement_edge_position_key;

ALTER TABLE placement_edge ADD CONSTRAINT placement_edge_position_key UNIQUE (network_id, position, programme_id, tree);

ALTER TABLE placement_edge ADD CONSTRAINT placement_edge_position_fkey
  FOREIGN KEY (network_id, position, programme_id, tree) REFERENCES position (network_id, number, programme_id, tree);
