import { PPM_ONE, type Ppm } from '#app/domain/money/minor.ts';

/** What legs count towards a requirement of volume of which one leg may give only a share (plans 1.3). */
export interface LegCredit {
  /** The most that one leg counts for. */
  readonly legMost: number;
  /** By leg, in the order given. */
  readonly credited: readonly number[];
  readonly total: number;
}

/**
 * The most that one leg counts for: its share of the requirement, not of what there is (RNK-01), in whole units of the volume.
 * Whoever asks whether the requirement is met compares exactly instead (`predicateOf`).
 */
export function legMostOf(required: number, shareMost: Ppm): number {
  return Number((BigInt(required) * BigInt(shareMost)) / BigInt(PPM_ONE));
}

/** What each leg is credited with: for people who ask why so much volume does not do. Volumes in minor units or smallest points. */
export function legCredit(
  { required, shareMost }: { required: number; shareMost: Ppm },
  legs: readonly number[],
): LegCredit {
  const legMost = legMostOf(required, shareMost);
  const credited = legs.map((volume) => Math.min(volume, legMost));
  return { legMost, credited, total: credited.reduce((sum, volume) => sum + volume, 0) };
}
