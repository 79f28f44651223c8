import { assert, InvariantError } from '#app/domain/assert.ts';
import { STATUS } from '#app/domain/engine/facts.ts';
import type { RankHistory } from '#app/domain/engine/prior-state.ts';
import type { Figures } from '#app/domain/engine/figures.ts';
import { predicateOf } from '#app/domain/engine/predicate.ts';
import type { Prepared } from '#app/domain/engine/prepared.ts';
import type { PeriodStanding, RankResult } from '#app/domain/engine/known.ts';
import { REACH_ALL, REACH_NO_LEVEL } from '#app/domain/engine/scene.ts';
import { ranksOf } from '#app/domain/engine/ranks.ts';
import type { ComponentShape } from '#app/domain/plan/plan-shape.ts';
import type { Plan } from '#app/domain/plan/plan.ts';

/** Activity, ranks and what each component asks, in this order (plans 5, steps 4 to 7). */
export function standingOf(plan: Plan, prepared: Prepared, figures: Figures, prior: RankHistory): PeriodStanding {
  const isActive = activityOf(plan, prepared, figures);
  const isActiveNow = activeNow(isActive, prepared);
  const ranks = ranksOf(plan, prepared, figures, { isActive, isActiveNow }, prior);
  return {
    isActive,
    rank: ranks.rank,
    title: ranks.title,
    reach: plan.components.map((component) => reachOf(component, figures, ranks)),
    ranks,
  };
}

/** 1 by partner index where the plan's activity is met or was granted. It knows neither ranks nor other partners' activity. */
function activityOf(plan: Plan, { numbers, facts, indexOf }: Prepared, figures: Figures): Uint8Array {
  const none = new Uint8Array(numbers.length);
  const meets = predicateOf(plan.activity, figures, {
    isActive: none,
    isActiveNow: none,
    rank: none,
    title: none,
    bestBelow: none,
    ownGroup: new Map(),
    rankOf: () => {
      throw new InvariantError('activity that asks for a rank');
    },
  });
  const isActive = numbers.map((_, partner) => (partner > 0 && meets(partner) ? 1 : 0));
  const bytes = Uint8Array.from(isActive);
  for (const override of facts.overrides) {
    if (override.kind !== 'active') continue;
    const partner = indexOf[override.partner] ?? -1;
    assert(partner > 0, `an override for nobody: ${override.partner}`);
    bytes[partner] = override.isActive ? 1 : 0;
  }
  return bytes;
}

function activeNow(isActive: Uint8Array, { statuses }: Prepared): Uint8Array {
  const isNow = isActive.slice();
  const status = statuses.current.slice();
  const { partner, value } = statuses.changes;
  for (let change = 0; change < partner.length; change++) status[partner[change] as number] = value[change] as number;
  for (let index = 0; index < isNow.length; index++) if (status[index] !== STATUS.active) isNow[index] = 0;
  return isNow;
}

/** 0 for who does not qualify, else the highest level that is open to him. An unlock limits the earner, never the walk (plans 2.1). */
function reachOf(component: ComponentShape, figures: Figures, known: RankResult): Uint8Array {
  const qualifies = predicateOf(component.qualification, figures, known);
  const unlocks = component.depth_unlock ?? [];
  const steps = unlocks.map(({ levels, when }) => ({ levels, isMet: predicateOf(when, figures, known) }));
  const reach = new Uint8Array(known.rank.length);
  for (let partner = 1; partner < reach.length; partner++) {
    if (!qualifies(partner)) continue;
    let most = steps.length === 0 ? REACH_ALL : 0;
    for (const { levels, isMet } of steps) if (levels > most && isMet(partner)) most = levels;
    reach[partner] = most === 0 ? REACH_NO_LEVEL : most;
  }
  return reach;
}
