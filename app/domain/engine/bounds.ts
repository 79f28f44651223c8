import { assert } from '#app/domain/assert.ts';
import type { Facts } from '#app/domain/engine/facts.ts';
import { unitOf, volumeColumn } from '#app/domain/engine/units.ts';
import { primitiveOf } from '#app/domain/engine/registry.ts';
import { PPM_ONE } from '#app/domain/money/minor.ts';
import type { BaseVolume, VolumeKind } from '#app/domain/plan/volumes.ts';
import type { Plan } from '#app/domain/plan/plan.ts';

/** Single amounts stay below 2^47, as the row hash expects; sums have 2^53. */
const ROOM = 100;

/**
 * Every figure is an integer, and no sum of a run leaves the integers below 2^53: the absolute values of all entries of a kind
 * add up to at most 2^53 / 100, and so does the money that all components together could pay for them. Sums by partner or
 * downline are at most the sum of all; products that go beyond are computed with bigints (`Fraction`).
 */
export function assertBounded({ entries, classes }: Facts, plan: Plan): void {
  const most = Number.MAX_SAFE_INTEGER / ROOM;
  for (const kind of ['net', 'pv', 'cv'] as const) {
    const total = absoluteSum(volumeColumn(plan, kind, entries), kind);
    assert(total * Math.max(1, costOf(plan, kind)) <= most, 'amounts beyond what integers below 2^53 hold');
  }
  const margin = absoluteSum(entries.marginMinor, 'margin');
  assert(margin * Math.max(1, costOf(plan, 'margin')) <= most, 'margins beyond what integers below 2^53 hold');
  for (const productClass of entries.productClass) assert(productClass < classes.length, 'an unknown product class');
}

function absoluteSum(values: Float64Array, name: string): number {
  let total = 0;
  for (let entry = 0; entry < values.length; entry++) {
    const value = values[entry] as number;
    if (!Number.isSafeInteger(value)) assert(false, `${name} that is no integer`);
    total += Math.abs(value);
    if (total > Number.MAX_SAFE_INTEGER / ROOM) return Infinity;
  }
  return total;
}

/** What all components together can pay for one unit of a volume, in minor units, rounded up. */
function costOf(plan: Plan, volume: VolumeKind | BaseVolume): number {
  return plan.components.reduce((total, component) => {
    if (!('base' in component) || component.base.volume !== volume) return total;
    const { numerator, denominator } = unitOf(plan, component.base);
    const unit = Number(numerator) / Number(denominator);
    const worst = primitiveOf(component).worstCasePpm(component, plan.ranks);
    // What nothing limits is checked by its sum when the run has it.
    return worst === Infinity ? total : total + Math.ceil((worst / PPM_ONE) * unit) + 1;
  }, 0);
}
