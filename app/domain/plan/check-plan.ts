import { currency, decimalsOf } from '#app/domain/money/currency.ts';
import { mayMatch } from '#app/domain/engine/earnings.ts';
import { primitiveOf, type Component } from '#app/domain/engine/registry.ts';
import { PHASES } from '#app/domain/plan/component.ts';
import { conditionsIn, type Condition } from '#app/domain/plan/condition.ts';
import type { PlanShape } from '#app/domain/plan/plan-shape.ts';
import type { VolumeKind } from '#app/domain/plan/volumes.ts';

/** A part of a plan that does not fit the rest of it. `code` is one of `PLAN_FINDING_CODES`. */
export interface Misfit {
  readonly code:
    | 'id-taken'
    | 'unknown-rank'
    | 'unknown-tree'
    | 'unknown-component'
    | 'not-an-amount'
    | 'wrong-order'
    | 'looks-ahead'
    | 'not-here'
    | 'not-offered';
  readonly path: readonly PropertyKey[];
}

/** A plan whose fields are right one by one. */
type Plan = Omit<PlanShape, 'components'> & { readonly components: readonly Component[] };

type Path = readonly PropertyKey[];
interface Placed {
  readonly condition: Condition;
  readonly path: Path;
}

/** What no single field can say: that names exist, that amounts fit, that nothing is needed before it is known (plans 5). */
export function checkPlan(plan: Plan): Misfit[] {
  const conditions = conditionsOf(plan);
  return [
    ...checkIds(plan),
    ...checkReferences(plan, conditions),
    ...checkAmounts(plan, conditions),
    ...checkPhases(plan),
    ...checkActivity(plan),
    ...checkRanks(plan, conditions),
  ];
}

function conditionsOf(plan: Plan): Placed[] {
  return [
    ...conditionsIn(plan.activity, ['activity']),
    ...plan.ranks.ladder.flatMap(({ achieve, maintain }, index) => [
      ...conditionsIn(achieve, ['ranks', 'ladder', index, 'achieve']),
      ...conditionsIn(maintain, ['ranks', 'ladder', index, 'maintain']),
    ]),
    ...plan.components.flatMap((component, index) =>
      componentConditions(component).flatMap(({ condition, path }) =>
        conditionsIn(condition, ['components', index, ...path]),
      ),
    ),
  ];
}

/** The conditions that a component holds, outermost, each with its path from the component. */
export function componentConditions(component: Component): Placed[] {
  const own = { condition: component.qualification, path: ['qualification'] };
  const unlocks = 'depth_unlock' in component ? component.depth_unlock : [];
  const others = primitiveOf(component).referencesOf(component).conditions ?? [];
  return [
    own,
    ...others,
    ...unlocks.map(({ when }, index) => ({ condition: when, path: ['depth_unlock', index, 'when'] })),
  ];
}

function checkIds({ trees, ranks, components }: Plan): Misfit[] {
  const lists: [Path, readonly { id: string }[]][] = [
    [['trees'], trees],
    [['ranks', 'ladder'], ranks.ladder],
    [['components'], components],
  ];
  return lists.flatMap(([path, list]) =>
    list.flatMap(({ id }, index) =>
      list.findIndex((other) => other.id === id) < index
        ? [{ code: 'id-taken' as const, path: [...path, index, 'id'] }]
        : [],
    ),
  );
}

function checkReferences(plan: Plan, conditions: readonly Placed[]): Misfit[] {
  const trees = new Set<string>(plan.trees.map(({ id }) => id));
  const ranks = new Set(plan.ranks.ladder.map(({ id }) => id));
  const components = new Set(plan.components.map(({ id }) => id));
  const found: Misfit[] = [];
  const rank = (id: string | null, path: Path) => {
    if (id !== null && !ranks.has(id)) found.push({ code: 'unknown-rank', path });
  };
  const tree = (id: string, path: Path) => {
    if (!trees.has(id)) found.push({ code: 'unknown-tree', path });
  };
  if (plan.trees[0]?.kind !== 'sponsor') found.push({ code: 'unknown-tree', path: ['trees', 0] });
  rank(plan.ranks.breakaway_rank, ['ranks', 'breakaway_rank']);
  for (const { condition, path } of conditions) {
    if ('tree' in condition) tree(condition.tree, [...path, 'tree']);
    if (condition.kind === 'rank' || condition.kind === 'title_rank') rank(condition.at_least, [...path, 'at_least']);
    if ('rank' in condition) rank(condition.rank, [...path, 'rank']);
  }
  plan.components.forEach((component, index) => {
    const here = ['components', index];
    if ('tree' in component) tree(component.tree, [...here, 'tree']);
    if (component.cap.kind === 'by_rank') {
      component.cap.ranks.forEach((row, place) => rank(row.rank, [...here, 'cap', 'ranks', place, 'rank']));
    }
    const primitive = primitiveOf(component);
    const references = primitive.referencesOf(component);
    const kind = 'tree' in component ? plan.trees.find(({ id }) => id === component.tree)?.kind : undefined;
    if (kind !== undefined && references.trees && !references.trees.includes(kind))
      found.push({ code: 'not-here', path: [...here, 'tree'] });
    for (const { id, path } of references.ranks) rank(id, [...here, ...path]);
    if (references.breakaway && plan.ranks.breakaway_rank === null) {
      found.push({ code: 'not-here', path: [...here, ...references.breakaway] });
    }
    const earlier = new Set(
      plan.components.flatMap((other, place) =>
        place < index && primitiveOf(other).phase !== primitive.phase ? [other.id] : [],
      ),
    );
    for (const { id, path } of references.components) {
      if (!components.has(id)) found.push({ code: 'unknown-component', path: [...here, ...path] });
      else if (!earlier.has(id)) found.push({ code: 'looks-ahead', path: [...here, ...path] });
      else if (!plan.components.some((other) => other.id === id && mayMatch(component, other))) {
        // A week does not know what its month will pay.
        found.push({ code: 'not-here', path: [...here, ...path] });
      }
    }
  });
  for (const cap of ['partner', 'company'] as const) {
    const rule = plan.caps[cap];
    if (rule.kind === 'none') continue;
    rule.components.forEach((id, index) => {
      if (!components.has(id)) found.push({ code: 'unknown-component', path: ['caps', cap, 'components', index] });
    });
  }
  return found;
}

/** Amounts have no more decimals than what they are counted in. */
function checkAmounts(plan: Plan, conditions: readonly Placed[]): Misfit[] {
  const money = decimalsOf(currency(plan.currency));
  const decimals = (volume: VolumeKind) => (volume === 'net' ? money : plan.volumes.scale);
  const found: Misfit[] = [];
  for (const points of ['pv', 'cv'] as const) {
    const isFiner = plan.volumes[points].source === 'product' || plan.volumes.scale >= money;
    if (!isFiner) found.push({ code: 'not-offered', path: ['volumes', points, 'source'] });
  }
  const fits = (amount: string, most: number, path: Path) => {
    if ((amount.split('.')[1] ?? '').length > most) found.push({ code: 'not-an-amount', path });
  };
  for (const { condition, path } of conditions) {
    if (condition.kind === 'customers')
      fits(condition.volume_each, decimals(condition.volume), [...path, 'volume_each']);
    else if ('volume' in condition) fits(condition.at_least, decimals(condition.volume), [...path, 'at_least']);
  }
  const limit = plan.rules.self_volume_limit;
  if (limit.kind === 'volume') fits(limit.at_most, decimals(limit.volume), ['rules', 'self_volume_limit', 'at_most']);
  plan.components.forEach((component, index) => {
    const { cap } = component;
    const { amounts = [] } = primitiveOf(component).referencesOf(component);
    const path = ['components', index, 'cap'];
    for (const { amount, volume, path: rest } of amounts)
      fits(amount, decimals(volume), ['components', index, ...rest]);
    if (cap.kind === 'amount') fits(cap.amount, money, [...path, 'amount']);
    if (cap.kind !== 'by_rank') return;
    fits(cap.otherwise, money, [...path, 'otherwise']);
    cap.ranks.forEach(({ amount }, place) => fits(amount, money, [...path, 'ranks', place, 'amount']));
  });
  if (plan.caps.partner.kind === 'amount') fits(plan.caps.partner.amount, money, ['caps', 'partner', 'amount']);
  return found;
}

/** Components stand in the order in which a run evaluates them (plans 5). */
function checkPhases({ components }: Plan): Misfit[] {
  const phases = components.map((component) => PHASES.indexOf(primitiveOf(component).phase));
  return phases.flatMap((phase, index) =>
    phase < Math.max(...phases.slice(0, index + 1))
      ? [{ code: 'wrong-order' as const, path: ['components', index, 'kind'] }]
      : [],
  );
}

/** Activity is known before ranks and before itself. */
function checkActivity({ activity }: Plan): Misfit[] {
  return conditionsIn(activity, ['activity']).flatMap(({ condition, path }) =>
    isKnownAfterRanks(condition) || condition.kind === 'active' || looksAtActivity(condition)
      ? [{ code: 'looks-ahead' as const, path: [...path, 'kind'] }]
      : [],
  );
}

function looksAtActivity(condition: Condition): boolean {
  if (condition.kind === 'personally_sponsored' || condition.kind === 'sponsored_in_legs') return condition.is_active;
  return condition.kind === 'legs';
}

/** Ranks of others, own ranks, and volume without groups that break away. */
function isKnownAfterRanks(condition: Condition): boolean {
  switch (condition.kind) {
    case 'rank':
    case 'title_rank':
      return true;
    case 'legs':
    case 'personally_sponsored':
    case 'sponsored_in_legs':
      return condition.rank !== null;
    case 'group_volume':
      return condition.without_breakaway;
    default:
      return false;
  }
}

/**
 * A rank looks at lower or equal ranks of others along the sponsor tree, from below (plans 5): so one pass finds them all,
 * whatever the order. Its own rank it may not ask for.
 */
function checkRanks({ ranks }: Plan, conditions: readonly Placed[]): Misfit[] {
  const placeOf = new Map(ranks.ladder.map(({ id }, index) => [id, index]));
  return conditions.flatMap(({ condition, path }): Misfit[] => {
    if (condition.kind === 'group_volume' && condition.without_breakaway) {
      if (condition.tree !== 'sponsor') return [{ code: 'not-here', path: [...path, 'tree'] }];
      if (condition.levels !== null) return [{ code: 'not-here', path: [...path, 'levels'] }];
    }
    if (condition.kind === 'legs' && condition.rank !== null && condition.tree !== 'sponsor') {
      return [{ code: 'not-here', path: [...path, 'tree'] }];
    }
    if (path[0] !== 'ranks') return [];
    if (condition.kind === 'rank') return [{ code: 'looks-ahead', path: [...path, 'kind'] }];
    const asked = 'rank' in condition && condition.rank !== null ? (placeOf.get(condition.rank) ?? 0) : 0;
    return asked > Number(path[2]) ? [{ code: 'looks-ahead', path: [...path, 'rank'] }] : [];
  });
}
