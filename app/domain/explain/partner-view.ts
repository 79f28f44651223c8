import type { Explanation, Person } from '#app/domain/explain/explanation.ts';

/** What a partner may read of others: whose name, and whose reason for having been passed over. */
export interface PartnerSight {
  readonly mayName: (number: number) => boolean;
  readonly mayKnowWhy: (number: number) => boolean;
}

/**
 * The part of an explanation that its own earner may see: nothing above him, no amounts and no figures of others, names only where
 * allowed. What is taken out here is not sent (faces 1.10); the texts have words for the gaps.
 */
export function partnerView(value: Explanation, { mayName, mayKnowWhy }: PartnerSight): Explanation {
  const self = value.earner.number;
  const seen = (person: Person): Person =>
    person.number === self || mayName(person.number) ? person : { number: 0, name: null };
  if (value.kind === 'reversal') return value;
  if (value.kind === 'nothing') return { ...value, source: value.source && seen(value.source) };
  const own = value.path.findIndex(({ person }) => person.number === self);
  const path = value.path.slice(0, own + 1).map((step) => {
    if (step.person.number === self) return step;
    const knowsWhy = mayKnowWhy(step.person.number);
    return {
      ...step,
      person: seen(step.person),
      reason: knowsWhy ? step.reason : null,
      figure: null,
      amountMinor: null,
    };
  });
  return { ...value, source: seen(value.source), path };
}
