import { expect, test } from 'vitest';
import { runMonth, type Seat } from '#tests/domain/engine/primitives/period-world.ts';
import { ORDER_FIELDS } from '#tests/domain/engine/primitives/world.ts';
import { placeWaiting, type Placed } from '#app/domain/placement/place-waiting.ts';
import { PlacementTree } from '#app/domain/placement/placement-tree.ts';
import { MATRIX } from '#tests/domain/engine/primitives/period-world.ts';

// Goal: spillover decides who is paid. Method: place by the rule, then run a level walk over the positions that came of it.
test('a spilled-over partner pays whoever stands above him, not his sponsor alone (MTX-01)', () => {
  const first = new Map<number, number>();
  const placed: Placed = {
    tree: new PlacementTree(MATRIX.width, { parent: new Int32Array(1), slot: new Int32Array(1) }),
    firstOf: (partner) => first.get(partner) ?? 0,
    sponsorOf: (partner) => (partner === 1 ? 0 : 1),
    placedAtMs: () => -Infinity,
    opensMs: -Infinity,
    volume: new Float64Array(0),
  };
  const waiting = [1, 2, 3, 4, 5].map((partner) => ({ partner, joinedMs: partner }));
  const seats = placeWaiting(MATRIX, placed, waiting, 10).map(({ partner, parent, slot }): Seat => ({
    owner: partner,
    parent,
    slot,
  }));
  expect(seats.map(({ parent }) => parent)).toEqual([0, 1, 1, 1, 2]);
  const levels = ['0.05', '0.05', '0.05'];
  const walk = {
    ...ORDER_FIELDS,
    kind: 'level_walk',
    tree: 'matrix',
    base: { volume: 'net', factor: '0.4' },
    rates: {
      kind: 'by_rank',
      ranks: ['r1', 'r2', 'r3'].map((rank, index) => ({ rank, levels: levels.slice(0, index + 1) })),
    },
    tagged_rates: [],
    compression: { kind: 'none' },
    max_physical_depth: 100,
    depth_unlock: [],
    pay_buyer: false,
    stops_at_breakaway: false,
  };
  const people = [3, 2, 1, 1, 1].map((rank, index) => ({ sponsor: index === 0 ? 0 : 1, rank }));
  const result = runMonth({ people, seats, bought: [{ partner: 5, net: 10_000, own: true }] }, [walk]);
  expect(result.rows.map(({ earner, level, amount }) => `${earner} ${level} ${amount}`)).toEqual([
    '2 1 2.00',
    '1 2 2.00',
  ]);
});
