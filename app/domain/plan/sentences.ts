import { ppmOf } from '#app/domain/plan/fields.ts';
import { levelsFor } from '#app/domain/engine/level-rates.ts';
import { planFields, type PlanField } from '#app/domain/plan/form-fields.ts';
import { parsePercent } from '#app/domain/plan/percent.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { isSimpleActivity, simplePartsOf, type SimpleActivity } from '#app/domain/plan/simple-plan.ts';

/** One thing that a plan says, as values for a sentence of `plan.json`. `about` names the same thing in every version. */
export type PlanSentence = { readonly about: string } & (
  | { readonly kind: 'level'; readonly level: number; readonly ratePpm: number }
  | {
      readonly kind: 'table';
      readonly match: 'tag' | 'collection';
      readonly value: string;
      readonly ratesPpm: readonly number[];
    }
  | { readonly kind: 'activity'; readonly activity: SimpleActivity }
  | { readonly kind: 'compression'; readonly compression: 'none' | 'standard' }
  | { readonly kind: 'ranks'; readonly names: readonly string[] }
  | {
      readonly kind: 'component';
      readonly id: string;
      readonly component: string;
      readonly rates: readonly ComponentRates[];
    }
);

/** Rates of a component in parts per million: of a rank or of everybody, by level where there are several. */
export interface ComponentRates {
  readonly rank: string | null;
  readonly ratesPpm: readonly number[];
}

/** A plan in sentences, in the order of the document. */
export function planSentences(plan: Plan): PlanSentence[] {
  const parts = simplePartsOf(plan);
  if (parts === null) return furtherSentences(plan);
  const { walk, activity } = parts;
  return [
    ...levelsFor(walk.rates, null).map((rate, index): PlanSentence => {
      return { about: `${walk.id}/${index + 1}`, kind: 'level', level: index + 1, ratePpm: ppmOf(rate) };
    }),
    ...walk.tagged_rates.map(({ match, value, rates }): PlanSentence => {
      const ratesPpm = levelsFor(rates, null).map(ppmOf);
      return { about: `${walk.id}/${match}/${value}`, kind: 'table', match, value, ratesPpm };
    }),
    { about: `${walk.id}/compression`, kind: 'compression', compression: walk.compression.kind },
    { about: 'activity', kind: 'activity', activity },
  ];
}

/** A plan that says more than rates by level: its ladder, each component with its rates, and who is active. */
function furtherSentences(plan: Plan): PlanSentence[] {
  const { activity, ranks } = plan;
  const names = ranks.ladder.map(({ name }) => name);
  return [
    ...(names.length > 0 ? [{ about: 'ranks', kind: 'ranks' as const, names }] : []),
    ...planFields(plan, '.').flatMap(({ about, fields }): PlanSentence[] => {
      if (about.kind !== 'component') return [];
      const { id, component } = about;
      return [{ about: id, kind: 'component', id, component, rates: fields.flatMap(ratesIn) }];
    }),
    ...(isSimpleActivity(activity) ? [{ about: 'activity', kind: 'activity' as const, activity }] : []),
  ];
}

const RATES: ReadonlySet<string> = new Set(['rate', 'levels', 'rate_per_point', 'from_rate']);

function ratesIn({ label, rank, value }: PlanField): ComponentRates[] {
  if (!RATES.has(label)) return [];
  const texts = typeof value === 'string' ? [value] : value;
  return [{ rank, ratesPpm: texts.map((text) => parsePercent(text) ?? 0) }];
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
