import type { ComplianceFinding } from '#app/domain/compliance/finding.ts';
import { asksForHeadsOnly, needsNoOwnPurchase } from '#app/domain/compliance/own-purchase.ts';
import { primitiveOf, type Component } from '#app/domain/engine/registry.ts';
import { PPM_ONE } from '#app/domain/money/minor.ts';
import { fractionPpm, ppmOf } from '#app/domain/plan/fields.ts';
import type { Plan } from '#app/domain/plan/plan.ts';

/** From this share of net goods on a plan is called dear: little is left for goods, shipping and the merchant. */
const DEAR_PPM = 600_000;

/**
 * Checks a plan against the law of its profile and against arithmetic (plans 6). Findings in the order of the document; what
 * blocks publishing is an error. It gives tools, not advice.
 */
export function checkCompliance(plan: Plan): ComplianceFinding[] {
  return [...checkActivity(plan), ...checkSelfLimit(plan), ...checkComponents(plan), ...checkCost(plan)];
}

/** An own purchase is never the only way to be active (R10): German and European law, UWG 16(2). */
function checkActivity({ profile, activity }: Plan): ComplianceFinding[] {
  if (profile !== 'de_eu' || needsNoOwnPurchase(activity)) return [];
  return [{ code: 'own-purchase-only', severity: 'error', path: 'activity', source: 'uwg_16', values: {} }];
}

/** Own purchases above a limit earn nothing (R4). */
function checkSelfLimit({ profile, rules }: Plan): ComplianceFinding[] {
  if (profile !== 'us' || rules.self_volume_limit.kind !== 'none') return [];
  const path = 'rules.self_volume_limit';
  return [{ code: 'no-self-limit', severity: 'warning', path, source: 'herbalife', values: {} }];
}

/** Pay for people instead of goods (R2), and shapes that the law looks at closely. */
function checkComponents({ components, profile }: Plan): ComplianceFinding[] {
  return components.flatMap((component, index): ComplianceFinding[] => {
    const found: ComplianceFinding[] = [];
    const values = { component: component.id };
    if (asksForHeadsOnly(component.qualification)) {
      const path = `components[${index}].qualification`;
      found.push({ code: 'heads-qualify', severity: 'error', path, source: 'ucpd_14', values });
    }
    if (component.kind === 'x_up') {
      const severity = profile === 'none' ? 'note' : 'warning';
      found.push({ code: 'pass-up', severity, path: `components[${index}]`, source: 'koscot', values });
    }
    return found;
  });
}

/** The most that one order can cost, as a share of its net goods in parts per million; null where nothing limits it. */
export function ceilingPpm(plan: Plan): number | null {
  const costs = new Map<string, number>();
  for (const component of plan.components) costs.set(component.id, costPpm(plan, component, costs));
  const raw = [...costs.values()].reduce((total, cost) => total + cost, 0);
  const { order } = plan.caps;
  const capped = order.kind === 'share' ? Math.min(raw, ppmOf(order.rate)) : raw;
  return Number.isFinite(capped) ? capped : null;
}

/**
 * What a component pays at most of an order's net goods: a share of a base, or of what the components before it pay at most.
 * Points of products that have their own are no multiple of money, and count as unlimited.
 */
function costPpm(plan: Plan, component: Component, costs: ReadonlyMap<string, number>): number {
  const worst = primitiveOf(component).worstCasePpm(component, plan.ranks);
  if (worst === 0 || worst === Infinity) return worst;
  if ('of' in component) {
    const matched = component.of.reduce((total, id) => total + (costs.get(id) ?? 0), 0);
    return Math.ceil((worst / PPM_ONE) * matched);
  }
  if (!('base' in component)) return worst;
  const { base }: { base: { volume: 'net' | 'cv' | 'margin'; factor: string } } = component;
  // A margin is at most the price.
  if (base.volume === 'margin') return worst;
  if (base.volume === 'cv' && plan.volumes.cv.source === 'product') return Infinity;
  return Math.ceil(worst * perMoney(plan, { ...base, volume: base.volume }));
}

/** What one unit of money in net goods is worth in a base, as a share of that money. */
function perMoney(plan: Plan, base: { readonly volume: 'net' | 'cv'; readonly factor: string }): number {
  const factor = fractionPpm(base.factor) / PPM_ONE;
  return base.volume === 'net' ? factor : (factor * fractionPpm(plan.volumes.cv.money_per_point)) / PPM_ONE;
}

function checkCost(plan: Plan): ComplianceFinding[] {
  const ceiling = ceilingPpm(plan);
  const path = 'caps.order';
  if (ceiling === null) {
    if (plan.caps.company.kind === 'share') return [];
    return [{ code: 'unbounded', severity: 'error', path: 'caps', source: 'arithmetic', values: {} }];
  }
  const finding = { path, source: 'arithmetic', values: { ratePpm: ceiling } } as const;
  if (ceiling > PPM_ONE) return [{ code: 'costs-more-than-it-takes', severity: 'error', ...finding }];
  if (ceiling >= DEAR_PPM) return [{ code: 'dear', severity: 'warning', ...finding }];
  return [{ code: 'cost-ceiling', severity: 'note', ...finding }];
}
