import { PPM_ONE, type Ppm } from '#app/domain/money/minor.ts';

/**
 * The most that one leg counts for: its share of the requirement, not of what there is (RNK-01), in whole units of the volume.
 * Whoever asks whether the requirement is met compares exactly instead (`predicateOf`).
 */
export function legMostOf(required: number, shareMost: Ppm): number {
  return Number((BigInt(required) * BigInt(shareMost)) / BigInt(PPM_ONE));
}
