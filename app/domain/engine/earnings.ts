import { assert } from '#app/domain/assert.ts';
import type { ComponentEarnings, PriorState } from '#app/domain/engine/prior-state.ts';
import type { ComponentShape, PlanShape } from '#app/domain/plan/plan-shape.ts';

/** Whether a component may match what another pays: both of one cadence, or weeks by a month in which they end. */
export function mayMatch(matching: Pick<ComponentShape, 'cadence'>, matched: Pick<ComponentShape, 'cadence'>): boolean {
  return matched.cadence === matching.cadence || (matching.cadence === 'month' && matched.cadence === 'week');
}

/** Components that some component of another cadence matches: their ids. */
export function matchedElsewhere({ components }: Pick<PlanShape, 'components'>): ReadonlySet<string> {
  const cadenceOf = new Map(components.map(({ id, cadence }) => [id, cadence]));
  return new Set(
    components.flatMap(({ of = [], cadence }) => of.filter((id) => (cadenceOf.get(id) ?? cadence) !== cadence)),
  );
}

/** What earlier periods of another cadence paid for a component, by partner index. @throws InvariantError where nobody said */
export function earnedBefore(
  id: string,
  kind: 'netMinor' | 'grossMinor',
  { prior: { earnings }, indexOf, partners }: { prior: PriorState; indexOf: Int32Array; partners: number },
): Float64Array {
  assert(earnings, `a match of ${id}, which pays in another cadence, without what it paid`);
  const sums = new Float64Array(partners);
  for (const of of earnings) {
    if (of.component !== id) continue;
    for (let row = 0; row < of.partner.length; row++) {
      const partner = indexOf[of.partner[row] as number] ?? -1;
      assert(partner > 0, `earnings of nobody: ${of.partner[row]}`);
      sums[partner] = (sums[partner] as number) + (of[kind][row] as number);
    }
  }
  return sums;
}

/** What a run leaves of a component to other cadences. */
export function earningsOf(
  component: string,
  { net, gross, numbers }: { net: Float64Array; gross: Float64Array; numbers: Int32Array },
): ComponentEarnings {
  const earners = [...gross.keys()].filter((partner) => (gross[partner] as number) > 0);
  return {
    component,
    partner: Int32Array.from(earners, (partner) => numbers[partner] as number),
    netMinor: Float64Array.from(earners, (partner) => net[partner] as number),
    grossMinor: Float64Array.from(earners, (partner) => gross[partner] as number),
  };
}
