import { assert } from '#app/domain/assert.ts';
import type { CaseState } from '#app/domain/case/case-schema.ts';
import type { PairingMode } from '#app/domain/engine/pairing/pairing-mode.ts';
import type { Component } from '#app/domain/engine/registry.ts';
import { PlacementTree } from '#app/domain/placement/placement-tree.ts';
import { placeWaiting, type PlacementRule } from '#app/domain/placement/place-waiting.ts';
import type { Described, Outcome, OutcomeRow, PlanOf } from '#tests/domain/engine/examples/format.ts';
import { levelComponent } from '#tests/domain/engine/examples/walks.ts';
import {
  CV,
  nameIn,
  numberIn,
  ownSales,
  PERIOD_FIELDS,
  runWorld,
  type World,
} from '#tests/domain/engine/examples/world.ts';

const PLACE = { positions_per_partner: 1, holding_days: 0, gap: 'hold_slot' } as const;
const BINARY = { kind: 'binary', id: 'binary', ...PLACE, spillover: 'left' } as const;

/** People join in the order of the tree; the engine's own placement finds their slots. */
export function matrix(plan: PlanOf<'matrix'>, { tree, volumes }: Described): Outcome {
  const { width, height, spillover } = plan;
  const ladder = Object.keys(plan.rates);
  const placement: PlacementRule = { kind: 'matrix', id: 'matrix', ...PLACE, width, height, spillover };
  const seats = seatsOf(placement, width, tree);
  const { rows } = runWorld({
    people: tree,
    ladder,
    placement,
    seats,
    moneyPerPoint: plan.multiplier,
    components: [levelComponent(plan, ladder, { tree: placement.id })],
    sales: ownSales(volumes),
  });
  const placed = seats.filter(({ parent }) => parent !== null).map(({ id, parent }) => [id, parent]);
  return { rows, state: { placement: Object.fromEntries(placed) } };
}

function seatsOf(rule: PlacementRule, width: number, people: Described['tree']): NonNullable<World['seats']> {
  const house = { parent: Int32Array.of(0), slot: Int32Array.of(0) };
  const placed = {
    tree: new PlacementTree(width, house),
    firstOf: () => 0,
    sponsorOf: (partner: number) => numberIn(people, people[partner - 1]?.sponsor ?? null),
    placedAtMs: () => -Infinity,
    opensMs: -Infinity,
    volume: new Float64Array(0),
  };
  const waiting = people.map((_, index) => ({ partner: index + 1, joinedMs: 0 }));
  return placeWaiting(rule, placed, waiting, 0).map(({ partner, parent, slot }) => ({
    id: nameIn(people, partner) ?? '',
    parent: nameIn(people, parent),
    slot,
  }));
}

/** Period after period, each from the state of the one before. */
export function binary(plan: PlanOf<'binary'>, { tree, periods, state_in: carry }: Described): Outcome {
  const component: Component = {
    ...PERIOD_FIELDS,
    kind: 'leg_pairing',
    id: 'binary',
    tree: BINARY.id,
    base: CV,
    mode: modeOf(plan),
    carry: plan.carry,
    carry_cap: plan.carry_cap ?? null,
    carry_expires_after: null,
    personal_volume_to: 'none',
    inactive: { kind: 'accumulate' },
    cap: plan.cap === undefined ? { kind: 'none' } : { kind: 'amount', amount: plan.cap },
    cap_per: 'position',
    cap_consumes_volume: true,
    refund_of_paired: { kind: 'negative_leg' },
  };
  const seats = tree.map(({ id, placement = null, leg }) => ({ id, parent: placement, slot: leg === 'R' ? 1 : 0 }));
  let state = stateOf(tree, carry);
  const rows: OutcomeRow[] = [];
  periods.forEach(({ volumes }, index) => {
    const { multiplier: moneyPerPoint } = plan;
    const world = { people: tree, placement: BINARY, seats, moneyPerPoint, components: [component], state };
    const run = runWorld({ ...world, sales: ownSales(volumes) });
    rows.push(...run.rows.map((row) => ({ ...row, period: index + 1 })));
    state = run.result.state;
  });
  return { rows, state: { carry: Object.fromEntries(tree.map(({ id }) => [id, carryOf(tree, state, id)])) } };
}

function modeOf({ mode, rate, unit, steps, pay_per_cycle: amount }: PlanOf<'binary'>): PairingMode {
  if (mode === 'step') {
    assert(steps, 'no steps');
    return { kind: 'steps', steps: steps.map(({ volume, pay }) => ({ volume, amount: pay })) };
  }
  if (mode === 'percent') {
    assert(rate, 'no rate');
    return { kind: 'percent', rate, of: 'weaker_leg' };
  }
  assert(unit && (amount ?? rate), 'no unit, or no pay');
  const pay = amount === undefined ? { kind: 'rate' as const, rate: rate ?? '' } : { kind: 'amount' as const, amount };
  return { kind: 'cycles', left: unit, right: unit, sides: 'as_written', pay };
}

/** Rows of the state that are lots of carry (the others are pairs that a refund may undo, and the like). */
const LOT = 0;
const POINTS = 100;

/** Carry that comes in, as one lot of the last period per leg. */
function stateOf(people: Described['tree'], carry: Described['state_in']): CaseState {
  const lots = Object.entries(carry).flatMap(([name, { left, right }]) =>
    [left, right].map((volume, side) => ({
      position: numberIn(people, name),
      side,
      volume: Number(volume) * POINTS,
    })),
  );
  const nothing = lots.map(() => 0);
  const columns = {
    kind: lots.map(() => LOT),
    position: lots.map(({ position }) => position),
    side: lots.map(({ side }) => side),
    volume: lots.map(({ volume }) => volume),
    ...{ age: nothing, left: nothing, right: nothing, paid: nothing, undone: nothing },
  };
  return { ranks: [], components: { binary: columns } };
}

function carryOf(people: Described['tree'], state: CaseState, name: string): { left: string; right: string } {
  const { kind = [], position = [], side = [], volume = [] } = state.components['binary'] ?? {};
  const onLeg = (leg: number) => {
    const lots = volume.filter(
      (_, row) => kind[row] === LOT && position[row] === numberIn(people, name) && side[row] === leg,
    );
    return String(lots.reduce((sum, lot) => sum + lot, 0) / POINTS);
  };
  return { left: onLeg(0), right: onLeg(1) };
}
