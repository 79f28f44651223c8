import { assert } from '#app/domain/assert.ts';
import type { EventPay, PairingPay, PeriodPay, PoolPay } from '#app/domain/explain/period-pay.ts';
import { currency, decimalsOf } from '#app/domain/money/currency.ts';
import { minor, PPM_ONE, type Minor } from '#app/domain/money/minor.ts';
import { divide } from '#app/domain/money/share.ts';

/** What a row of the period came to before caps, from its explanation alone, in minor units. @throws InvariantError on a share without its base */
export function recomputePeriodPay(value: PeriodPay): Minor {
  const { pay } = value;
  switch (pay.kind) {
    case 'matching':
    case 'leg_bonus':
    case 'group_bracket':
      return minor(sharePaidOf(value));
    case 'match_down':
      return minor(partOf({ fund: sharePaidOf(value), own: 1n, all: BigInt(pay.earners) }, pay.hasRest));
    case 'pool':
      return minor(partOf({ fund: sharePaidOf(value) + BigInt(pay.carriedMinor), ...sharesOf(pay) }, pay.hasRest));
    case 'one_time':
      return minor(amountOf(pay.event, value));
    case 'leg_pairing':
      return minor(limitedOf(pay, madeOf(pay, value)) - BigInt(pay.setOffMinor));
  }
}

const ONE = BigInt(PPM_ONE);

/**
 * base × what counts of it × worth of a point × rate, and of pairs what the legs' ratio leaves of that: minor units as a fraction,
 * before rounding. @throws InvariantError where a fixed amount is paid
 */
export function exactShareOf({ share, currency: code, pay }: PeriodPay): { numerator: bigint; denominator: bigint } {
  assert(share, 'a share without its base');
  const { base, factorPpm, pointMillionths, ratePpm } = share;
  const ratio = pay.kind === 'leg_pairing' && pay.pairs.kind === 'volume' ? pay.pairs.ratio : null;
  const product = BigInt(base.units) * BigInt(factorPpm) * BigInt(ratePpm) * BigInt(ratio?.weak.units ?? 1);
  const whole = ONE ** 2n * BigInt(ratio?.strong.units ?? 1);
  if (pointMillionths === null) return { numerator: product, denominator: whole };
  const minorUnits = 10n ** BigInt(decimalsOf(currency(code)));
  const points = 10n ** BigInt(base.decimals);
  return { numerator: product * BigInt(pointMillionths) * minorUnits, denominator: whole * ONE * points };
}

/** The share of the base, rounded once, in minor units. */
export function sharePaidOf(value: PeriodPay): bigint {
  const { numerator, denominator } = exactShareOf(value);
  return divide(numerator, denominator, value.rounding);
}

/** Part of a fund: rounded down, and one of the coins that are left over where one fell to it (largest remainder). */
function partOf({ fund, own, all }: { fund: bigint; own: bigint; all: bigint }, hasRest: boolean): bigint {
  return (fund * own) / all + (hasRest ? 1n : 0n);
}

function sharesOf({ shares }: PoolPay): { own: bigint; all: bigint } {
  const units = shares.kind === 'by_volume' ? { own: shares.own.units, all: shares.all.units } : shares;
  return { own: BigInt(units.own), all: BigInt(units.all) };
}

function amountOf(event: EventPay, { rounding }: PeriodPay): bigint {
  const amount = BigInt(event.eventMinor);
  if (event.kind === 'customers') return event.step === null ? amount * BigInt(event.now - event.before) : amount;
  if (event.kind !== 'rank_advancement' || event.early === null) return amount;
  return divide(amount * BigInt(event.early.factorPpm), ONE, rounding);
}

/** What the pairs pay, before the component's limit. */
function madeOf({ pairs }: PairingPay, value: PeriodPay): bigint {
  switch (pairs.kind) {
    case 'volume':
      return sharePaidOf(value);
    case 'cycles':
      return pairs.eachMinor === null ? sharePaidOf(value) : BigInt(pairs.cycles) * BigInt(pairs.eachMinor);
    case 'step':
      return BigInt(pairs.eachMinor);
  }
}

function limitedOf({ limit }: PairingPay, made: bigint): bigint {
  if (limit === null || limit.stays) return made;
  return partOf({ fund: BigInt(limit.mostMinor), own: made, all: BigInt(limit.coveredMinor) }, limit.hasRest);
}
