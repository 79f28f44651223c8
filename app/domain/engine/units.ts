import { assert } from '#app/domain/assert.ts';
import type { EntryFacts } from '#app/domain/engine/facts.ts';
import { Fraction } from '#app/domain/engine/fraction.ts';
import { PPM_ONE } from '#app/domain/money/minor.ts';
import { currency, decimalsOf } from '#app/domain/money/currency.ts';
import { fractionPpm } from '#app/domain/plan/fields.ts';
import type { PlanShape } from '#app/domain/plan/plan-shape.ts';
import type { RetailBase, VolumeKind } from '#app/domain/plan/volumes.ts';

const ppmFraction = (factor: string) => new Fraction(BigInt(fractionPpm(factor)), BigInt(PPM_ONE));

/** What one unit of a component's base (a minor unit, or the smallest point) is worth, in minor units of the currency. */
export function unitOf(plan: PlanShape, base: RetailBase): Fraction {
  const factor = ppmFraction(base.factor);
  if (base.volume !== 'cv') return factor;
  const minorUnits = 10n ** BigInt(decimalsOf(currency(plan.currency)));
  const point = new Fraction(minorUnits, 10n ** BigInt(plan.volumes.scale));
  return factor.times(ppmFraction(plan.volumes.cv.money_per_point)).times(point);
}

/** A column of volume by entry: points that follow net goods are computed from them, one per unit of money. */
export function volumeColumn(plan: PlanShape, kind: VolumeKind, entries: EntryFacts): Float64Array {
  if (kind === 'net') return entries.baseMinor;
  if (plan.volumes[kind].source === 'product') return entries[kind];
  const points = 10 ** (plan.volumes.scale - decimalsOf(currency(plan.currency)));
  return points === 1 ? entries.baseMinor : entries.baseMinor.map((base) => base * points);
}

/**
 * An amount of the document in the units its volume is counted in: minor units for `net`, smallest points otherwise.
 * @throws InvariantError on more decimals than that
 */
export function unitsOf(plan: PlanShape, volume: VolumeKind, amount: string): number {
  const decimals = volume === 'net' ? decimalsOf(currency(plan.currency)) : plan.volumes.scale;
  const [whole = '0', fraction = ''] = amount.split('.');
  assert(fraction.length <= decimals, `an amount finer than its unit: ${amount}`);
  return Number(whole + fraction.padEnd(decimals, '0'));
}
