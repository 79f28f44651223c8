import { BasisOrder } from '#app/domain/engine/basis.ts';

/** What became of one leg's volume, as `LegTally` has it: the first three came in, the others went out. */
export const LEG_BASIS = new BasisOrder([
  'carriedIn',
  'fresh',
  'returned',
  'consumed',
  'flushed',
  'expired',
  'cut',
  'carriedOut',
]);

/**
 * What a row of pairs tells beside its columns, in units of the base and minor units; the tail is `LEG_BASIS` of the left leg, then of
 * the right one. `own` is what of the new volume is the owner's, `ownSide` the leg that got it (0 left, 1 right, -1 none).
 * `left` and `right` are what could be paired, `unitLeft` and `unitRight` the volume of one pair, `turned` the pairs that changed legs.
 * `made` is what the pairs pay, `setOff` what was owed for pairs that a refund undid. Of the component's own cap: `limit` is the most
 * (-1 where it took nothing), `limited` what it covered, `limitStays` 1 where pairs beyond it stay for later, `part` what it left.
 */
export const PAIRING_BASIS = new BasisOrder([
  'rank',
  'left',
  'right',
  'own',
  'ownSide',
  'pairs',
  'turned',
  'unitLeft',
  'unitRight',
  'made',
  'limit',
  'limited',
  'limitStays',
  'part',
  'setOff',
]);
