-- Where partners stand in the placement trees of a programme's plan. A position is a place that somebody holds; its edge says since
-- when, below which other position and on which leg. Both are facts: numbered without gaps as they are recorded, never changed.
CREATE TABLE position (
  network_id int NOT NULL,
  programme_id int NOT NULL,
  tree text NOT NULL,
  number int NOT NULL,
  owner int NOT NULL,
  place int NOT NULL,
  recorded_seq bigint NOT NULL,
  CONSTRAINT position_pkey PRIMARY KEY (network_id, programme_id, tree, number),
  CONSTRAINT position_owner_key UNIQUE (network_id, programme_id, tree, owner, place),
  CONSTRAINT position_number_check CHECK (number > 0 AND owner > 0 AND place > 0)
);

SELECT make_tenant_table('position', 'append_only');

-- The database itself refuses a slot that is taken, whoever asks.
CREATE TABLE placement_edge (
  network_id int NOT NULL,
  recorded_seq bigint NOT NULL,
  programme_id int NOT NULL,
  tree text NOT NULL,
  position int NOT NULL,
  parent int NOT NULL,
  slot int NOT NULL,
  valid_from timestamptz(3) NOT NULL,
  reason text NOT NULL,
  actor text NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  CONSTRAINT placement_edge_pkey PRIMARY KEY (network_id, recorded_seq),
  CONSTRAINT placement_edge_slot_key UNIQUE (network_id, programme_id, tree, parent, slot),
  CONSTRAINT placement_edge_position_key UNIQUE (network_id, programme_id, tree, position),
  CONSTRAINT placement_edge_position_fkey FOREIGN KEY (network_id, programme_id, tree, position)
    REFERENCES position (network_id, programme_id, tree, number),
  CONSTRAINT placement_edge_slot_check CHECK (slot >= 0 AND parent >= 0 AND parent < position)
);

SELECT make_tenant_table('placement_edge', 'append_only');
