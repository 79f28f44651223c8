-- Who is below somebody, or on a level there, is read from an index alone: a row of figures is wide.
CREATE INDEX partner_period_place_idx ON partner_period (network_id, run_id, position) INCLUDE (number);
DROP INDEX partner_period_position_idx;
CREATE INDEX partner_period_depth_idx ON partner_period (network_id, run_id, depth, position) INCLUDE (number);
DROP INDEX partner_period_level_idx;

-- Partners of a rank, also by their team's sales; nothing is kept for plans without ranks.
CREATE INDEX partner_period_rank_idx ON partner_period (network_id, run_id, rank, team_minor, number) INCLUDE (position) WHERE rank > 0;
