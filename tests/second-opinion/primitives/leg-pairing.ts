import type { LegPairing } from '#tests/second-opinion/document.ts';
import { decimal, rounded, times, whole, type Fraction } from '#tests/second-opinion/fraction.ts';
import { capLimit } from '#tests/second-opinion/caps.ts';
import { legVolume, volumeAt } from '#tests/second-opinion/groups.ts';
import { worthOf } from '#tests/second-opinion/order-base.ts';
import { isPaidForPeriod } from '#tests/second-opinion/order-standing.ts';
import { isActiveAtEnd } from '#tests/second-opinion/ranks.ts';
import { periodRow, type Row } from '#tests/second-opinion/row.ts';
import { nodesOf, type Node } from '#tests/second-opinion/trees.ts';
import { unitOf } from '#tests/second-opinion/volumes.ts';
import type { World } from '#tests/second-opinion/world.ts';

interface Pairs {
  /** Volume of the lesser leg that was matched. */
  readonly base: bigint;
  readonly amount: bigint;
}
const NONE: Pairs = { base: 0n, amount: 0n };
const lesser = (left: bigint, right: bigint) => (left < right ? left : right);

/**
 * Pairs of the two legs of every position (plans 2.5), for a first period: nothing is carried in, and everybody has one position. `isCapped`
 * asks for the pairs that the cap pays in full, where those beyond it are not used up.
 */
export function legPairing(world: World, component: LegPairing, isCapped: boolean): Row[] {
  return nodesOf(world.given, component.tree)
    .filter(({ owner }) => isPaidForPeriod(world, component, owner))
    .flatMap((node) => {
      const cap = capLimit(world, component.cap, node.owner);
      const most = isCapped && !component.cap_consumes_volume ? cap : null;
      const { base, amount } = pairsOf(world, component, legsOf(world, component, node), most);
      if (amount === 0n) return [];
      const { mode } = component;
      const pay = mode.kind === 'cycles' ? mode.pay : mode;
      const rate = 'rate' in pay ? decimal(pay.rate) : whole(0);
      const volume = { over: base, under: unitOf(world.plan, component.base.volume).over };
      return [
        periodRow(world, component, { earner: node.owner, source: node.node, level: 0, rate, base: volume }, amount),
      ];
    });
}

/** What either leg may be matched with, in smallest units. */
function legsOf(world: World, component: LegPairing, node: Node): [bigint, bigint] {
  const { tree, base, inactive, personal_volume_to: to } = component;
  if (base.volume === 'margin') throw new RangeError('legs of margins');
  const looked = { tree, volume: base.volume, without_breakaway: false };
  const { rewarded } = world;
  const unit = unitOf(world.plan, base.volume);
  const units = (volume: Fraction) => (volume.over * unit.over) / volume.under;
  const slotOf = ({ node: number }: Node) =>
    world.given.positions?.find((one) => one.tree === tree && one.number === number)?.slot;
  const leg = (isLeft: boolean) =>
    world
      .children(tree, node)
      .filter((child) => (slotOf(child) === 0) === isLeft)
      .reduce((sum, child) => sum + units(legVolume(rewarded, looked, child, null, () => false)), 0n);
  const [left, right] = [leg(true), leg(false)];
  const own = units(volumeAt(rewarded, looked, node));
  const isLeft = to === 'left' || (to === 'weak' && left <= right) || (to === 'strong' && left >= right);
  const legs = to === 'none' ? [left, right] : isLeft ? [left + own, right] : [left, right + own];
  const isLost =
    !isActiveAtEnd(world, node.owner) &&
    (inactive.kind === 'no_accumulate' || (inactive.kind === 'flush_on_inactive' && inactive.after_periods <= 1));
  const available = (volume = 0n) => (volume < 0n || isLost ? 0n : volume);
  return [available(legs[0]), available(legs[1])];
}

/** The pairs of two legs, no dearer than `most` if that is not null. */
function pairsOf(world: World, component: LegPairing, [left, right]: [bigint, bigint], most: bigint | null): Pairs {
  const { mode, base } = component;
  const unit = unitOf(world.plan, base.volume);
  const units = (text: string) => rounded(times(decimal(text), unit), 'floor');
  const cents = (text: string) => rounded(times(decimal(text), unitOf(world.plan, 'net')), 'floor');
  const share = (volume: bigint, rate: Fraction) =>
    rounded(times(worthOf(world, component, { over: volume, under: unit.over }), rate), component.rounding);
  const weak = lesser(left, right);
  const strong = left + right - weak;
  switch (mode.kind) {
    case 'percent': {
      const isRatio = mode.of === 'volume_ratio' && strong > 0n;
      const rate = times(decimal(mode.rate), isRatio ? { over: weak, under: strong } : whole(1));
      return dearest(weak, most, (volume) => ({ base: volume, amount: share(volume, rate) }));
    }
    case 'cycles': {
      const { pay } = mode;
      const [ofLeft, ofRight] = [units(mode.left), units(mode.right)];
      const small = lesser(ofLeft, ofRight);
      const cycles = cyclesOf([left, right], [ofLeft, ofRight], mode.sides === 'either');
      return dearest(cycles, most, (count) => ({
        base: count * small,
        amount: pay.kind === 'amount' ? count * cents(pay.amount) : share(count * small, decimal(pay.rate)),
      }));
    }
    case 'steps':
      return mode.steps
        .map(({ volume, amount }) => ({ base: units(volume), amount: cents(amount) }))
        .filter(({ base: step, amount }) => step <= weak && (most === null || amount <= most))
        .reduce((best, step) => (step.base > best.base ? step : best), NONE);
  }
}

/** As many as there are, or as a limit pays for. */
function dearest(count: bigint, most: bigint | null, pairs: (count: bigint) => Pairs): Pairs {
  if (most === null || pairs(count).amount <= most) return pairs(count);
  const search = (fits: bigint, over: bigint): bigint => {
    if (over - fits <= 1n) return fits;
    const middle = (fits + over) / 2n;
    return pairs(middle).amount <= most ? search(middle, over) : search(fits, middle);
  };
  return pairs(search(0n, count));
}

/** Whole cycles: as written, or each with the legs one way or the other, whichever gives most. */
function cyclesOf([left, right]: [bigint, bigint], [ofLeft, ofRight]: [bigint, bigint], isEither: boolean): bigint {
  if (!isEither) return lesser(left / ofLeft, right / ofRight);
  const straight = lesser(left / ofLeft, right / ofRight);
  const withStraight = Array.from({ length: Number(straight) + 1 }, (_, index) => {
    const count = BigInt(index);
    return count + lesser((left - count * ofLeft) / ofRight, (right - count * ofRight) / ofLeft);
  });
  return withStraight.reduce((most, count) => (count > most ? count : most), 0n);
}
