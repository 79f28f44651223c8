import { assert } from '#app/domain/assert.ts';
import { CUSTOMERS_BASIS } from '#app/domain/engine/events/customer-acquisition.ts';
import type { EventOf, OneTimeEvent, RankAmounts } from '#app/domain/engine/events/event-schema.ts';
import { LIFESTYLE_BASIS } from '#app/domain/engine/events/lifestyle.ts';
import { RANK_ADVANCEMENT_BASIS } from '#app/domain/engine/events/rank-advancement.ts';
import { SPONSOR_PROMOTION_BASIS } from '#app/domain/engine/events/sponsor-promotion.ts';
import type { OneTime } from '#app/domain/engine/primitives/one-time.ts';
import {
  quantity,
  rankAt,
  type PeriodCase,
  type StoredPeriodRow,
  type ToldPay,
} from '#app/domain/explain/period/period-case.ts';
import type { EventPay } from '#app/domain/explain/period-pay.ts';
import { unitsOf } from '#app/domain/engine/units.ts';
import { fractionPpm } from '#app/domain/plan/fields.ts';

export function oneTimePay(periodCase: PeriodCase, { event }: OneTime, row: StoredPeriodRow): ToldPay {
  const person = periodCase.personOf(row.source);
  return {
    source: event.kind === 'sponsor_promotion' ? { kind: 'partner', person } : { kind: 'period' },
    share: null,
    pay: { kind: 'one_time', event: eventOf(periodCase, event, row) },
    rank: null,
  };
}

function eventOf(periodCase: PeriodCase, event: OneTimeEvent, row: StoredPeriodRow): EventPay {
  switch (event.kind) {
    case 'rank_advancement': {
      const { held, isMultiplied } = RANK_ADVANCEMENT_BASIS.read(row.basis);
      const { multiplier, hold_periods: holdPeriods } = event;
      const early =
        isMultiplied === 1 && multiplier.kind !== 'none'
          ? { factorPpm: fractionPpm(multiplier.factor), days: multiplier.days }
          : null;
      return { kind: 'rank_advancement', ...ofRank(periodCase, event.amounts, row), holdPeriods, held, early };
    }
    case 'sponsor_promotion': {
      const { from, to } = SPONSOR_PROMOTION_BASIS.read(row.basis);
      const steps = { fromRank: rankAt(periodCase, from), toRank: rankAt(periodCase, to) ?? '' };
      return { kind: 'sponsor_promotion', ...ofRank(periodCase, event.amounts, row), ...steps };
    }
    case 'lifestyle': {
      const { periods } = LIFESTYLE_BASIS.read(row.basis);
      const { periods: periodsNeeded, of_last: ofLast } = event;
      return { kind: 'lifestyle', ...ofRank(periodCase, event.amounts, row), periods, periodsNeeded, ofLast };
    }
    case 'customer_acquisition':
      return customersOf(periodCase, event, row);
  }
}

/** The rank that is paid, and its amount in the plan. */
function ofRank(periodCase: PeriodCase, amounts: RankAmounts, { level }: StoredPeriodRow) {
  const rank = periodCase.plan.ranks.ladder[level - 1];
  const amount = amounts.find((each) => each.rank === rank?.id)?.amount;
  assert(rank && amount !== undefined, 'pay for a rank that the plan does not pay');
  return { rank: rank.name, eventMinor: moneyText(periodCase, amount) };
}

function customersOf(
  periodCase: PeriodCase,
  { volume, volume_each: each, window, pay }: EventOf<'customer_acquisition'>,
  { basis, level }: StoredPeriodRow,
): EventPay {
  const { now, before } = CUSTOMERS_BASIS.read(basis);
  const step = pay.kind === 'steps' ? pay.steps.find(({ customers }) => customers === level) : undefined;
  const amount = pay.kind === 'per_customer' ? pay.amount : step?.amount;
  assert(amount !== undefined, 'pay for a step that the plan does not pay');
  return {
    kind: 'customers',
    now,
    before,
    each: quantity(periodCase, volume, unitsOf(periodCase.plan, volume, each)),
    days: window.kind === 'period' ? null : window.days,
    step: step?.customers ?? null,
    eventMinor: moneyText(periodCase, amount),
  };
}

const moneyText = ({ plan }: PeriodCase, amount: string): string => String(unitsOf(plan, 'net', amount));
