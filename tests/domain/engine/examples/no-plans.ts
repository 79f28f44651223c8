import { factsOfCase } from '#app/domain/case/case-facts.ts';
import { runCase } from '#app/domain/case/run-case.ts';
import { Fraction } from '#app/domain/engine/fraction.ts';
import { legMostOf } from '#app/domain/engine/leg-most.ts';
import { runPeriod } from '#app/domain/engine/run-period.ts';
import { unitOf, unitsOf } from '#app/domain/engine/units.ts';
import { payableOf } from '#app/domain/ledger/payable.ts';
import { correctionPosting, payoutPosting } from '#app/domain/ledger/postings.ts';
import { balanceOf, type LedgerEntry } from '#app/domain/ledger/posting.ts';
import { parseMinor, toDecimal } from '#app/domain/money/currency.ts';
import { minor, PPM_ONE, type Minor } from '#app/domain/money/minor.ts';
import { divide } from '#app/domain/money/share.ts';
import { capacityOf } from '#app/domain/placement/capacity.ts';
import { ppmOf } from '#app/domain/plan/fields.ts';
import { reversalOf } from '#app/domain/refund/reversal-of.ts';
import type { Described, Outcome, OutcomeRow, PlanOf } from '#tests/domain/engine/examples/format.ts';
import { alone } from '#tests/domain/engine/examples/sales.ts';
import { caseOf, CV, EUR, ORDER_FIELDS, type Sale, type World } from '#tests/domain/engine/examples/world.ts';

const money = (text: string) => parseMinor(text, EUR);
const text = (amount: Minor) => toDecimal(amount, EUR);

/** A component that pays nothing, where an example asks for volume or a rank alone. */
const NO_PAY: World['components'] = [
  {
    ...ORDER_FIELDS,
    kind: 'percent_of_order',
    id: 'none',
    earner: 'attributed_partner',
    rates: { kind: 'flat', rate: '0' },
    tagged_rates: [],
  },
];

export function volumeToMoney({ partner, cv, multiplier, rate }: PlanOf<'volume_to_money'>): Outcome {
  const { plan } = caseOf({ people: [], components: NO_PAY, sales: [], moneyPerPoint: multiplier });
  const share = unitOf(plan, CV).times(new Fraction(BigInt(ppmOf(rate)), BigInt(PPM_ONE)));
  const amount = share.of(unitsOf(plan, 'cv', cv), 'half_even');
  return { rows: [{ partner, bonus: 'level', amount: text(minor(BigInt(amount))) }] };
}

export function matrixCapacity(plan: PlanOf<'matrix_capacity'>): Outcome {
  return { rows: [], state: { positions: String(capacityOf(plan)) } };
}

/** The commission of the order is given and accepted; each refund takes its share of it back in its own period. */
export function volumeAfterRefund({ partner, orders: [order], refunds }: PlanOf<'gv_after_refund'>): Outcome {
  const people = alone([partner]);
  const volumeOf = (sales: Sale[]) => {
    const given = caseOf({ people, components: NO_PAY, sales });
    const { facts, prior } = factsOfCase(given);
    const { teamVolume } = runPeriod(facts, given.plan, prior, () => undefined).partners;
    return text(minor(BigInt(teamVolume[1] ?? 0)));
  };
  const periods = new Set([order.period, ...refunds.map(({ period }) => period)]);
  const volumes = [...periods].map((period) => [
    period,
    volumeOf([
      ...(order.period === period ? [{ partner, own: false, amount: order.volume }] : []),
      ...refunds
        .filter((refund) => refund.period === period)
        .map(({ volume: refunded }) => ({ partner, own: false, amount: '0', refunded })),
    ]),
  ]);
  const takenBack = clawbacks(
    order.commission,
    order.volume,
    refunds.map(({ volume }) => volume),
  );
  const { period, commission } = order;
  return {
    rows: [
      { partner, bonus: 'customer_first_order', period, amount: text(money(commission)) },
      ...refunds.map((refund, index) => ({
        partner,
        bonus: 'clawback',
        period: refund.period,
        amount: takenBack[index] ?? '',
      })),
    ],
    state: { group_volume: Object.fromEntries(volumes) },
  };
}

export function clawback({ partner, paid, base_quantity: base, refunds }: PlanOf<'clawback_apportion'>): Outcome {
  const rows = clawbacks(paid, base, refunds).map((amount, index) => ({
    partner,
    bonus: 'clawback',
    period: index + 1,
    amount,
  }));
  return { rows };
}

/** What each refund takes back of an accepted row, in order. */
function clawbacks(paid: string, base: string, refunds: readonly string[]): string[] {
  const row = { amountMinor: money(paid), baseMinor: money(base) };
  let [refunded, reversed] = [0n, 0n];
  return refunds.map((refund) => {
    refunded += money(refund);
    const adjustment = reversalOf({ ...row, reversedMinor: minor(reversed) }, minor(refunded));
    reversed -= adjustment;
    return text(adjustment);
  });
}

/** Entries are available at once; a batch at the end of each period pays what there is, from the minimum on. */
export function ledger({ partner, minimum_payout: least }: PlanOf<'ledger'>, { periods }: Described): Outcome {
  const entries: LedgerEntry[] = [];
  const number = 1;
  const balance = () => balanceOf(entries, number);
  const rows = periods.flatMap(({ entries: amounts }, index): OutcomeRow[] => {
    amounts.forEach((amount, place) => {
      const { heldMinor } = balance();
      const correction = { partner: number, correctionId: `${index} ${place}`, amountMinor: money(amount), heldMinor };
      entries.push(...(correctionPosting(correction)?.entries ?? []));
    });
    const { availableMinor } = balance();
    const payable = payableOf({ availableMinor, openBatchMinor: minor(0n), minimumMinor: money(least) });
    if (payable.kind === 'nothing') return [];
    const { amountMinor } = payable;
    entries.push(...(payoutPosting({ partner: number, payoutId: `${index}`, amountMinor })?.entries ?? []));
    return [{ partner, bonus: 'payout', period: index + 1, amount: text(amountMinor) }];
  });
  const { availableMinor, heldMinor } = balance();
  return { rows, state: { closing_balance: text(availableMinor), held: text(heldMinor) } };
}

/** What legs are credited with, and whether the engine's own condition is met by people who sold as much. */
export function legCap({ requirement, max_leg_share: share, legs }: PlanOf<'leg_cap'>): Outcome {
  const names = Object.keys(legs);
  const legMost = legMostOf(Number(money(requirement)), ppmOf(share));
  const credited = names.map((name) => Math.min(legMost, Number(money(legs[name] ?? '0'))));
  const head = { id: 'the head', sponsor: null };
  const { plan, ...given } = caseOf({
    people: [head, ...names.map((id) => ({ id, sponsor: head.id }))],
    components: NO_PAY,
    sales: names.map((partner) => ({ partner, own: true, amount: legs[partner] ?? '0' })),
  });
  const unit = (amount: number) => text(minor(BigInt(amount)));
  const activity = {
    kind: 'group_volume' as const,
    tree: 'sponsor',
    volume: 'pv' as const,
    at_least: requirement,
    levels: null,
    includes_own: false,
    without_breakaway: false,
    max_leg_share: share,
  };
  const { ranks } = runCase({ ...given, plan: { ...plan, activity } });
  return {
    rows: [],
    state: {
      leg_limit: unit(legMost),
      credited: Object.fromEntries(names.map((name, index) => [name, unit(credited[index] ?? 0)])),
      credited_total: unit(credited.reduce((sum, volume) => sum + volume, 0)),
      qualified: ranks[0]?.is_active,
    },
  };
}

/** Digits beyond `places` are divided away. */
export function rounding({ value, places, modes }: PlanOf<'rounding'>): Outcome {
  const [whole = '', fraction = ''] = value.split('.');
  const rows = modes.map((mode) => {
    const rounded = divide(BigInt(whole + fraction), 10n ** BigInt(fraction.length - places), mode);
    const digits = String(rounded).padStart(places + 1, '0');
    return { partner: mode, bonus: 'rounding', amount: `${digits.slice(0, -places)}.${digits.slice(-places)}` };
  });
  return { rows };
}
