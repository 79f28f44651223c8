import { assert } from '#app/domain/assert.ts';
import { capsOver, capSteps } from '#app/domain/explain/caps.ts';
import type { Component } from '#app/domain/engine/registry.ts';
import type { MoneyState } from '#app/domain/explain/explanation-parts.ts';
import { oneTimePay } from '#app/domain/explain/period/explain-event.ts';
import { groupBracketPay, legBonusPay } from '#app/domain/explain/period/explain-groups.ts';
import { matchDownPay, matchingPay } from '#app/domain/explain/period/explain-matches.ts';
import { pairingPay } from '#app/domain/explain/period/explain-pairing.ts';
import { poolPay } from '#app/domain/explain/period/explain-pool.ts';
import type { PeriodCase, StoredPeriodRow, ToldPay } from '#app/domain/explain/period/period-case.ts';
import { recomputePeriodPay } from '#app/domain/explain/period/recompute-period-pay.ts';
import type { PeriodPay } from '#app/domain/explain/period-pay.ts';

/**
 * Why a row of the period is what it is, from what its primitive told when it wrote the row, and the plan. Result: `outdated` where
 * that does not give the stored amount.
 * @throws InvariantError on a row of a component that pays for orders
 */
export function explainPeriodRow(
  periodCase: PeriodCase,
  row: StoredPeriodRow,
  state: MoneyState,
): PeriodPay | { kind: 'outdated' } {
  const { plan, planVersion, period } = periodCase;
  const component = plan.components[row.component];
  assert(component, 'a row without its component');
  const value: PeriodPay = {
    kind: 'period_pay',
    currency: plan.currency,
    amountMinor: row.amountMinor.toString(),
    earner: periodCase.personOf(row.earner),
    ...toldBy(periodCase, component, row),
    rounding: component.rounding,
    caps: [],
    plan: { name: plan.name, version: planVersion, component: component.id },
    period,
    state,
  };
  const before = recomputePeriodPay(value);
  const caps = capSteps(before, capsOver(periodCase.caps, plan, row), row.cents);
  const left = caps.at(-1)?.afterMinor ?? String(before);
  return left === value.amountMinor ? { ...value, caps } : { kind: 'outdated' };
}

function toldBy(periodCase: PeriodCase, component: Component, row: StoredPeriodRow): ToldPay {
  switch (component.kind) {
    case 'leg_pairing':
      return pairingPay(periodCase, component, row);
    case 'matching':
      return matchingPay(periodCase, component, row);
    case 'match_down':
      return matchDownPay(periodCase, component, row);
    case 'pool':
      return poolPay(periodCase, component, row);
    case 'one_time':
      return oneTimePay(periodCase, component, row);
    case 'leg_bonus':
      return legBonusPay(periodCase, component, row);
    case 'group_bracket':
      return groupBracketPay(periodCase, component, row);
    default:
      assert(false, `${component.id} pays for orders`);
  }
}
