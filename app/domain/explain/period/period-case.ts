import type { CapOnRecord } from '#app/domain/explain/caps.ts';
import type { StoredRow } from '#app/domain/explain/explain-row.ts';
import type { Period, Person } from '#app/domain/explain/explanation-parts.ts';
import type { PeriodPay, PeriodSource, Quantity, Share } from '#app/domain/explain/period-pay.ts';
import { currency, decimalsOf } from '#app/domain/money/currency.ts';
import { fractionPpm } from '#app/domain/plan/fields.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import type { Base, VolumeKind } from '#app/domain/plan/volumes.ts';

/** What the explanation of a row of the period is derived from, beside the row itself. */
export interface PeriodCase {
  readonly plan: Plan;
  readonly planVersion: number;
  readonly period: Period;
  /** What caps took of the plan's rows in the run, of the rows' earners and of the company. */
  readonly caps: readonly CapOnRecord[];
  /** Names by number; whoever is not known keeps the number alone. */
  personOf(number: number): Person;
}

/** A row of the period as it is stored: `source` is the partner or position it is about, `basis` what its primitive told. */
export interface StoredPeriodRow extends StoredRow {
  readonly source: number;
  readonly basis: readonly number[];
}

/** What a kind of component makes of a row. */
export interface ToldPay {
  readonly source: PeriodSource;
  readonly share: Share | null;
  readonly pay: PeriodPay['pay'];
  readonly rank: string | null;
}

/** A volume in units of its kind, with what is needed to write it. */
export function quantity({ plan }: PeriodCase, volume: VolumeKind, units: number | bigint): Quantity {
  const decimals = volume === 'net' ? decimalsOf(currency(plan.currency)) : plan.volumes.scale;
  return { volume, units: String(units), decimals };
}

/** What a row of a component with a base is a share of. */
export function shareOfBase(periodCase: PeriodCase, base: Base, { baseMinor, ratePpm }: StoredPeriodRow): Share {
  const { money_per_point: worth } = periodCase.plan.volumes.cv;
  return {
    base: quantity(periodCase, base.volume, baseMinor),
    factorPpm: fractionPpm(base.factor),
    pointMillionths: base.volume === 'cv' ? fractionPpm(worth) : null,
    ratePpm,
  };
}

/** Matches pay a share of money. */
export const MONEY_BASE: Base = { volume: 'net', factor: '1' };

/** The name of the rank at a place on the ladder; null for none. */
export function rankAt({ plan }: PeriodCase, place: number): string | null {
  return plan.ranks.ladder[place - 1]?.name ?? null;
}
