import { CENT, type CapKind } from '#app/domain/engine/rows.ts';
import { primitiveOf } from '#app/domain/engine/registry.ts';
import type { Cap, CapStep } from '#app/domain/explain/cap-step.ts';
import type { Minor } from '#app/domain/money/minor.ts';
import type { Plan } from '#app/domain/plan/plan.ts';

/** What a cap took in a run, as the run wrote it down (`CapTaken`), of the plan in hand. */
export interface CapOnRecord {
  readonly kind: CapKind;
  /** Index of the component; -1 for the plan's own caps. */
  readonly component: number;
  /** Partner number; 0 for a cap of an order and for the company's as a whole. */
  readonly earner: number;
  readonly rawMinor: Minor;
  readonly cappedMinor: Minor;
}

/** Whose row it is, and of which component. */
interface Covered {
  readonly component: number;
  readonly earner: number;
}

/** The caps of a run that covered a row, in the order in which they took. `caps` names no other order than the row's own. */
export function capsOver(caps: readonly CapOnRecord[], plan: Plan, { component, earner }: Covered): Cap[] {
  const id = plan.components[component]?.id ?? '';
  return caps.flatMap((cap): Cap[] => {
    switch (cap.kind) {
      case 'component':
        return cap.component === component && cap.earner === earner && !capsItself(plan, component)
          ? [capOf(cap, null)]
          : [];
      case 'order':
        return [capOf(cap, null)];
      case 'partner': {
        const isCovered = plan.caps.partner.kind === 'amount' && plan.caps.partner.components.includes(id);
        return isCovered && cap.earner === earner ? [capOf(cap, null)] : [];
      }
      case 'company': {
        const isCovered = plan.caps.company.kind === 'share' && plan.caps.company.components.includes(id);
        const own = caps.find((other) => other.kind === 'company' && other.earner === earner);
        return isCovered && cap.earner === 0 && own ? [capOf(own, cap)] : [];
      }
    }
  });
}

/** Some components lower their rows themselves, with what hangs on it: what their cap took is no step of a row. */
function capsItself({ components }: Plan, index: number): boolean {
  const component = components[index];
  const primitive = component && primitiveOf(component);
  return primitive?.pays === 'period' && primitive.capsItself === true;
}

const capOf = (cap: CapOnRecord, company: CapOnRecord | null): Cap => ({
  kind: cap.kind,
  ...sumsOf(cap),
  company: company && sumsOf(company),
});

const sumsOf = ({ rawMinor, cappedMinor }: CapOnRecord) => ({
  rawMinor: rawMinor.toString(),
  cappedMinor: cappedMinor.toString(),
});

/** How caps lowered a row step by step; `cents` is its entry in `Rows.cents`. */
export function capSteps(amountMinor: bigint, caps: readonly Cap[], cents: number): CapStep[] {
  let before = amountMinor;
  return caps.map((cap) => {
    const hasRest = (cents & CENT[cap.kind]) !== 0;
    const after = afterCap(before, cap, hasRest);
    const step = { ...cap, beforeMinor: before.toString(), afterMinor: after.toString(), hasRest };
    before = after;
    return step;
  });
}

/** A row's share of what a cap left. */
export function afterCap(before: bigint, { rawMinor, cappedMinor }: Cap, hasRest: boolean): bigint {
  const floor = (before * BigInt(cappedMinor)) / BigInt(rawMinor);
  return hasRest ? floor + 1n : floor;
}

/** Whether a plan caps anything: what one row more would come to depends on all others then. */
export const hasCaps = ({ caps, components }: Plan): boolean =>
  [...Object.values(caps), ...components.map(({ cap }) => cap)].some(({ kind }) => kind !== 'none');
