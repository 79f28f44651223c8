import { assert } from '#app/domain/assert.ts';
import { matchedIds } from '#app/domain/engine/matching/matched-earnings.ts';
import { PASS_REASONS } from '#app/domain/engine/primitive.ts';
import { MATCH_DOWN_BASIS, type MatchDown } from '#app/domain/engine/primitives/match-down.ts';
import { MATCHING_BASIS, type Matching } from '#app/domain/engine/primitives/matching.ts';
import {
  MONEY_BASE,
  rankAt,
  shareOfBase,
  type PeriodCase,
  type StoredPeriodRow,
  type ToldPay,
} from '#app/domain/explain/period/period-case.ts';
import type { MatchingPay } from '#app/domain/explain/period-pay.ts';

/** A person passed over takes three integers of the tail: number, place of the reason, level. */
const PASSED_WIDTH = 3;

export function matchingPay(periodCase: PeriodCase, component: Matching, row: StoredPeriodRow): ToldPay {
  const { rank, passed, components } = MATCHING_BASIS.read(row.basis);
  const tail = MATCHING_BASIS.tail(row.basis);
  const told = passedOf(periodCase, tail.slice(components));
  const byRank = component.path.kind === 'generations' || component.path.rates.kind === 'by_rank';
  return {
    source: { kind: 'partner', person: periodCase.personOf(row.source) },
    share: shareOfBase(periodCase, MONEY_BASE, row),
    pay: {
      kind: 'matching',
      counts: component.path.kind,
      level: row.level,
      earned: earnedOf(periodCase, component, tail),
      passed: told,
      morePassed: passed - told.length,
    },
    rank: byRank ? rankAt(periodCase, rank) : null,
  };
}

export function matchDownPay(periodCase: PeriodCase, component: MatchDown, row: StoredPeriodRow): ToldPay {
  const { fund, earners, part } = MATCH_DOWN_BASIS.read(row.basis);
  return {
    source: { kind: 'partner', person: periodCase.personOf(row.source) },
    share: shareOfBase(periodCase, MONEY_BASE, row),
    pay: {
      kind: 'match_down',
      earned: earnedOf(periodCase, component, MATCH_DOWN_BASIS.tail(row.basis)),
      fundMinor: String(fund),
      earners,
      hasRest: part > Math.floor(fund / earners),
    },
    rank: null,
  };
}

/** What the source earned of each matched component, those of which there was nothing left out. */
function earnedOf({ plan }: PeriodCase, matched: Pick<Matching, 'of'>, amounts: readonly number[]) {
  return matchedIds(matched).flatMap((component, place) => {
    const amount = amounts[place] ?? 0;
    const componentKind = plan.components.find(({ id }) => id === component)?.kind;
    assert(componentKind, `a match of nothing: ${component}`);
    return amount === 0 ? [] : [{ component, componentKind, amountMinor: String(amount) }];
  });
}

function passedOf({ personOf }: PeriodCase, tail: readonly number[]): MatchingPay['passed'] {
  const passed: MatchingPay['passed'] = [];
  for (let at = 0; at < tail.length; at += PASSED_WIDTH) {
    const level = tail[at + 2] ?? 0;
    passed.push({
      person: personOf(tail[at] ?? 0),
      reason: PASS_REASONS[tail[at + 1] ?? 0] ?? null,
      level: level === 0 ? null : level,
    });
  }
  return passed;
}
