import fc from 'fast-check';
import type { Programme } from '#tests/second-opinion/arbitrary/component-parts.ts';
import {
  arbBreakaway,
  arbDifferentialWalk,
  arbFastStart,
  arbGenerationWalk,
  arbInfinity,
  arbLevelWalk,
  arbPercentOfOrder,
  arbPointsSplit,
  arbRetailProfit,
  arbXUp,
} from '#tests/second-opinion/arbitrary/order-components.ts';
import {
  arbGroupBracket,
  arbLegBonus,
  arbLegPairing,
  arbMatchDown,
  arbMatching,
  arbOneTime,
  arbPool,
} from '#tests/second-opinion/arbitrary/period-components.ts';
import type { Component } from '#tests/second-opinion/document.ts';

type Draw = (programme: Programme) => fc.Arbitrary<Component>;
const ALWAYS: Readonly<Record<string, Draw>> = {
  level_walk: arbLevelWalk,
  percent_of_order: arbPercentOfOrder,
  retail_profit: arbRetailProfit,
  fast_start: arbFastStart,
  x_up: arbXUp,
  matching: arbMatching,
  match_down: arbMatchDown,
  pool: arbPool,
  leg_bonus: arbLegBonus,
  group_bracket: arbGroupBracket,
  one_time: arbOneTime,
};
const WITH_RANKS: Readonly<Record<string, Draw>> = {
  differential_walk: arbDifferentialWalk,
  generation_walk: arbGenerationWalk,
  infinity: arbInfinity,
  points_split: arbPointsSplit,
  breakaway: arbBreakaway,
};

/** The phases of a run, by kind of component (plans 5). */
const PHASES = [
  ['percent_of_order', 'retail_profit'],
  ['fast_start'],
  ['level_walk', 'x_up', 'differential_walk', 'points_split', 'breakaway', 'leg_bonus', 'group_bracket', 'leg_pairing'],
  ['generation_walk', 'infinity'],
  ['matching', 'match_down'],
  ['one_time'],
  ['pool'],
];
const MATCHING = 4;
const phaseOf = ({ kind }: Component) => PHASES.findIndex((kinds) => kinds.includes(kind));

/** One to four components of any kind, one of them with something to match, in the order in which a run evaluates them. */
export function arbComponents(programme: Programme): fc.Arbitrary<Component[]> {
  const placed = programme.trees.includes('pairs') ? { leg_pairing: arbLegPairing, second_pairing: arbLegPairing } : {};
  const kinds = { ...ALWAYS, ...(programme.ranks.length === 0 ? {} : WITH_RANKS), ...placed };
  return fc
    .array(fc.oneof(...Object.values(kinds).map((draw) => draw(programme))), { minLength: 1, maxLength: 3 })
    .chain((components) =>
      components.some((component) => phaseOf(component) < MATCHING)
        ? fc.constant(components)
        : arbLevelWalk(programme).map((walk) => [walk, ...components]),
    )
    .map((components) =>
      components
        .toSorted((a, b) => phaseOf(a) - phaseOf(b))
        .map((component, index) => ({ ...component, id: `component_${index}` }))
        .map((component, _, all) => matched(component, all)),
    );
}

/** A match names everything that is paid before it and whose earnings it can know: a month those of weeks too. */
function matched(component: Component, all: readonly Component[]): Component {
  if (!('of' in component)) return component;
  const earlier = all.filter((other) => phaseOf(other) < phaseOf(component));
  const cadence = earlier.find((other) => other.cadence === component.cadence)?.cadence ?? earlier[0]?.cadence;
  const of = earlier.filter((other) => other.cadence === cadence || cadence === 'month').map(({ id }) => id);
  return { ...component, of, cadence: cadence ?? component.cadence };
}
