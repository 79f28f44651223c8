import { GROUP_BRACKET_BASIS } from '#app/domain/engine/bracket/bracket-groups.ts';
import type { GroupBracket } from '#app/domain/engine/bracket/bracket-schema.ts';
import { LEG_BONUS_BASIS, type LegBonus } from '#app/domain/engine/primitives/leg-bonus.ts';
import { unitsOf } from '#app/domain/engine/units.ts';
import {
  quantity,
  rankAt,
  shareOfBase,
  type PeriodCase,
  type StoredPeriodRow,
  type ToldPay,
} from '#app/domain/explain/period/period-case.ts';
import type { GroupBracketPay } from '#app/domain/explain/period-pay.ts';

export function legBonusPay(periodCase: PeriodCase, component: LegBonus, row: StoredPeriodRow): ToldPay {
  const { rank, legs, head } = LEG_BONUS_BASIS.read(row.basis);
  const person = periodCase.personOf(head);
  const { tree, levels, rates, base } = component;
  return {
    source: tree === 'sponsor' ? { kind: 'partner', person } : { kind: 'position', tree, position: row.source, person },
    share: shareOfBase(periodCase, base, row),
    pay: { kind: 'leg_bonus', place: row.level, legs, levels },
    rank: rates.kind === 'by_rank' ? rankAt(periodCase, rank) : null,
  };
}

export function groupBracketPay(periodCase: PeriodCase, component: GroupBracket, row: StoredPeriodRow): ToldPay {
  const { volume, ratePpm, volumeBelow, ratePpmBelow } = GROUP_BRACKET_BASIS.read(row.basis);
  const isOwn = row.source === row.earner;
  return {
    source: isOwn ? { kind: 'period' } : { kind: 'partner', person: periodCase.personOf(row.source) },
    share: shareOfBase(periodCase, component.base, row),
    pay: {
      kind: 'group_bracket',
      own: bracketOf(periodCase, component, { units: volume, ratePpm }),
      below: isOwn ? null : bracketOf(periodCase, component, { units: volumeBelow, ratePpm: ratePpmBelow }),
    },
    rank: null,
  };
}

/** The bracket that a group reaches; below the first there is none. */
function bracketOf(
  periodCase: PeriodCase,
  { brackets, bracket_volume: volume }: GroupBracket,
  { units, ratePpm }: { units: number; ratePpm: number },
): GroupBracketPay['own'] {
  const reached = brackets
    .map(({ at_least: least }) => unitsOf(periodCase.plan, volume, least))
    .filter((least) => least <= units);
  return {
    group: quantity(periodCase, volume, units),
    atLeast: reached.length === 0 ? null : quantity(periodCase, volume, Math.max(...reached)),
    ratePpm,
  };
}
