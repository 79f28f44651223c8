import type { Plan } from '#app/domain/plan/plan.ts';

/** Whose plan it is: the network's currency, and its country as two capital letters. */
export interface PlanHome {
  readonly currency: string;
  readonly country: string;
}

/** The European Union and the rest of the European Economic Area. */
const EUROPE: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
);

/** The rules that hold where a network has its seat, whatever its plan says. */
export function profileOf(country: string): Plan['profile'] {
  if (EUROPE.has(country)) return 'de_eu';
  return country === 'US' ? 'us' : 'none';
}
