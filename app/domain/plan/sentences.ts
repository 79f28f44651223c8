import { ppmOf } from '#app/domain/plan/fields.ts';
import type { Plan } from '#app/domain/plan/plan.ts';

/** One thing that a plan says, as values for a sentence of `plan.json`. `about` names the same thing in every version. */
export type PlanSentence = { readonly about: string } & (
  | { readonly kind: 'level'; readonly level: number; readonly ratePpm: number }
  | {
      readonly kind: 'table';
      readonly match: 'tag' | 'collection';
      readonly value: string;
      readonly ratesPpm: readonly number[];
    }
  | { readonly kind: 'activity'; readonly activity: Plan['activity'] }
  | { readonly kind: 'compression'; readonly compression: 'none' | 'standard' }
);

/** A plan in sentences, in the order of the document. */
export function planSentences(plan: Plan): PlanSentence[] {
  const components = plan.components.flatMap((component): PlanSentence[] => [
    ...component.rates.map((rate, index): PlanSentence => {
      return { about: `${component.id}/${index + 1}`, kind: 'level', level: index + 1, ratePpm: ppmOf(rate) };
    }),
    ...component.tagged_rates.map(({ match, value, rates }): PlanSentence => {
      return { about: `${component.id}/${match}/${value}`, kind: 'table', match, value, ratesPpm: rates.map(ppmOf) };
    }),
    { about: `${component.id}/compression`, kind: 'compression', compression: component.compression },
  ]);
  return [...components, { about: 'activity', kind: 'activity', activity: plan.activity }];
}

/** What is different: before and after of one thing; null on the side where it is not said. */
export interface ChangedSentence {
  readonly before: PlanSentence | null;
  readonly after: PlanSentence | null;
}

/** What a new version changes, in the order in which the new one says it; what is gone comes last. */
export function changedSentences(before: Plan, after: Plan): ChangedSentence[] {
  const old = new Map(planSentences(before).map((sentence) => [sentence.about, sentence]));
  const fresh = planSentences(after);
  const changed = fresh.flatMap((sentence): ChangedSentence[] => {
    const was = old.get(sentence.about) ?? null;
    return JSON.stringify(was) === JSON.stringify(sentence) ? [] : [{ before: was, after: sentence }];
  });
  const kept = new Set(fresh.map(({ about }) => about));
  const gone = [...old.values()].filter(({ about }) => !kept.has(about));
  return [...changed, ...gone.map((sentence) => ({ before: sentence, after: null }))];
}
