import type { LevelWalk } from '#app/domain/engine/primitives/level-walk.ts';
import { DEFAULT_RULES } from '#app/domain/plan/default-plan.ts';
import { LANGUAGE_VERSION } from '#app/domain/plan/plan-shape.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { SPONSOR_TREE } from '#app/domain/plan/trees.ts';
import type { TemplateRequest } from '#app/domain/templates/template.ts';

/** What all templates say alike: net goods, the German and European profile, no caps, no ranks, one tree. */
export function commonPlan({ name, currency }: TemplateRequest): Omit<Plan, 'components'> {
  return {
    language_version: LANGUAGE_VERSION,
    name,
    currency,
    profile: 'de_eu',
    volumes: {
      scale: 2,
      pv: { source: 'net' },
      cv: { source: 'net', money_per_point: '1' },
      unattributed_counts: false,
    },
    trees: [SPONSOR_TREE],
    activity: { kind: 'none' },
    ranks: { ladder: [], breakaway_rank: null, breakaway_by: 'paid_as' },
    rules: DEFAULT_RULES,
    caps: { order: { kind: 'none' }, partner: { kind: 'none' }, company: { kind: 'none' } },
  };
}

/** What a component of a template says alike. */
export function commonFields({ cadence }: TemplateRequest, id: string) {
  return {
    id,
    cadence,
    qualification: { kind: 'active' },
    cap: { kind: 'none' },
    rounding: 'half_even',
  } as const;
}

/** What a component that pays for orders says alike: net goods of all orders, along the sponsor tree at order time. */
export function orderFieldsOf(request: TemplateRequest, id: string) {
  return {
    ...commonFields(request, id),
    tree: 'sponsor',
    base: { volume: 'net', factor: '1' },
    orders: 'all',
    tree_as_of: 'order_time',
    pays_consumed: true,
    consumes: false,
  } as const;
}

/** A level walk with one list of rates. */
export function walkOf(request: TemplateRequest, id: string, levels: readonly string[]): LevelWalk {
  return {
    kind: 'level_walk',
    ...orderFieldsOf(request, id),
    rates: { kind: 'by_level', levels: [...levels] },
    tagged_rates: [],
    compression: { kind: 'standard' },
    max_physical_depth: 1000,
    depth_unlock: [],
    pay_buyer: false,
    stops_at_breakaway: false,
  };
}
