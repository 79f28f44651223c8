import { placeOf } from '#app/domain/engine/ladder.ts';
import { unitsOf } from '#app/domain/engine/units.ts';
import type { Need, NeedFigure } from '#app/domain/explain/need-schema.ts';
import type { Quantity } from '#app/domain/explain/period-pay.ts';
import { currency, decimalsOf } from '#app/domain/money/currency.ts';
import { PPM_ONE } from '#app/domain/money/minor.ts';
import type { Condition } from '#app/domain/plan/condition.ts';
import { ppmOf } from '#app/domain/plan/fields.ts';
import { measuredIn, measureKey, type MeasuredCondition } from '#app/domain/plan/measured.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import type { VolumeKind } from '#app/domain/plan/volumes.ts';

/** What a run counted of a partner; volumes in minor units. */
export interface CountedFigures {
  readonly ownMinor: number;
  readonly customerMinor: number;
  readonly customerOrders: number;
  /** By condition of `measuredIn` the plan. */
  readonly measured: readonly number[];
}

/** A partner as a run saw him. */
interface SeenPartner extends CountedFigures {
  readonly isActive: boolean;
  /** Places on the ladder of the plan, 0 for none. */
  readonly rank: number;
  readonly title: number;
}

/** A condition with the figures of somebody: whether it is met follows from them, and for activity from the run. */
export function needOf(condition: Condition, plan: Plan, seen: SeenPartner): Need {
  switch (condition.kind) {
    case 'none':
      return { kind: 'all', isMet: true, of: [] };
    case 'all':
    case 'any': {
      const of = condition.of.map((part) => needOf(part, plan, seen));
      const isMet = condition.kind === 'all' ? of.every((part) => part.isMet) : of.some((part) => part.isMet);
      return { kind: condition.kind, isMet, of };
    }
    case 'not': {
      const inner = needOf(condition.of, plan, seen);
      return { kind: 'not', isMet: !inner.isMet, of: [inner] };
    }
    case 'active':
      return { kind: 'active', isMet: seen.isActive, of: [needOf(plan.activity, plan, seen)] };
    default:
      return figureOf(condition, plan, seen);
  }
}

type Leaf = Exclude<Condition, { kind: 'none' | 'all' | 'any' | 'not' | 'active' }>;

function figureOf(condition: Leaf, plan: Plan, seen: SeenPartner): NeedFigure {
  switch (condition.kind) {
    case 'rank':
    case 'title_rank': {
      const place = condition.kind === 'rank' ? seen.rank : seen.title;
      const isMet = place >= placeOf(plan, condition.at_least);
      const value = plan.ranks.ladder[place - 1]?.name ?? null;
      return { kind: condition.kind, isMet, value, atLeast: nameOf(plan, condition.at_least) };
    }
    case 'own_volume':
    case 'customer_volume':
    case 'personal_volume':
      return { kind: condition.kind, ...volumesOf(condition, plan, seen) };
    case 'group_volume':
      return {
        kind: condition.kind,
        ...volumesOf(condition, plan, seen),
        levels: condition.levels,
        includesOwn: condition.includes_own,
        withoutBreakaway: condition.without_breakaway,
        legMostPpm: ppmOf(condition.max_leg_share) === PPM_ONE ? null : ppmOf(condition.max_leg_share),
      };
    case 'customer_orders':
      return { kind: condition.kind, ...countedOf(seen.customerOrders, condition.at_least) };
    case 'customers':
      return {
        kind: condition.kind,
        ...countedOf(measureOf(condition, plan, seen), condition.at_least),
        each: eachOf(condition, plan),
      };
    case 'personally_sponsored':
      return {
        kind: condition.kind,
        ...countedOf(measureOf(condition, plan, seen), condition.at_least),
        ...{ rank: nameOrNull(plan, condition.rank), isActive: condition.is_active },
      };
    case 'legs':
      return {
        kind: condition.kind,
        ...countedOf(measureOf(condition, plan, seen), condition.at_least),
        ...{ rank: nameOrNull(plan, condition.rank), within: condition.within },
      };
    case 'sponsored_in_legs':
      return {
        kind: condition.kind,
        ...countedOf(measureOf(condition, plan, seen), condition.legs),
        ...{ people: condition.at_least, rank: nameOrNull(plan, condition.rank), isActive: condition.is_active },
      };
  }
}

type OfVolume = Extract<Condition, { kind: 'own_volume' | 'customer_volume' | 'personal_volume' | 'group_volume' }>;

function volumesOf(condition: OfVolume, plan: Plan, seen: SeenPartner) {
  const asked = unitsOf(plan, condition.volume, condition.at_least);
  const has =
    condition.kind === 'group_volume' || condition.volume !== 'net'
      ? measureOf(condition, plan, seen)
      : netOf(condition.kind, seen);
  const amount = (units: number): Quantity => amountOf(plan, condition.volume, units);
  return { isMet: has >= asked, value: amount(has), atLeast: amount(asked) };
}

function netOf(
  kind: 'own_volume' | 'customer_volume' | 'personal_volume',
  { ownMinor, customerMinor }: SeenPartner,
): number {
  if (kind === 'personal_volume') return ownMinor + customerMinor;
  return kind === 'own_volume' ? ownMinor : customerMinor;
}

const countedOf = (value: number, atLeast: number) => ({ isMet: value >= atLeast, value, atLeast });

function measureOf(condition: MeasuredCondition, plan: Plan, { measured }: SeenPartner): number {
  const key = measureKey(condition);
  return measured[measuredIn(plan).findIndex((other) => measureKey(other) === key)] ?? 0;
}

function amountOf(plan: Plan, volume: VolumeKind, units: number): Quantity {
  const decimals = volume === 'net' ? decimalsOf(currency(plan.currency)) : plan.volumes.scale;
  return { volume, units: String(units), decimals };
}

function eachOf(condition: Extract<Condition, { kind: 'customers' }>, plan: Plan): Quantity | null {
  const each = unitsOf(plan, condition.volume, condition.volume_each);
  return each === 0 ? null : amountOf(plan, condition.volume, each);
}

const nameOf = (plan: Plan, id: string): string => plan.ranks.ladder[placeOf(plan, id) - 1]?.name ?? id;
const nameOrNull = (plan: Plan, id: string | null): string | null => (id === null ? null : nameOf(plan, id));
