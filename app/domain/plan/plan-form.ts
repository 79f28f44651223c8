import { z } from 'zod';
import { amountText, parseAmountText } from '#app/domain/money/amount-text.ts';
import { currency, parseMinor, toDecimal } from '#app/domain/money/currency.ts';
import { levelsFor, type LevelRates } from '#app/domain/engine/level-rates.ts';
import type { LevelWalk } from '#app/domain/engine/primitives/level-walk.ts';
import { LEVELS_MAX, ppmOf } from '#app/domain/plan/fields.ts';
import { percentText } from '#app/domain/plan/percent.ts';
import { simplePartsOf, type SimpleActivity } from '#app/domain/plan/simple-plan.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { nameField, percentField } from '#app/domain/settings/fields.ts';

const ratesField = z.array(percentField).max(LEVELS_MAX, 'out-of-range');

const tableField = z.object({
  match: z.enum(['tag', 'collection'], 'not-offered'),
  value: z.string().trim().min(1, 'required').max(255, 'too-long'),
  rates: ratesField,
});

/** The part of a plan that the page's form edits, as the form sends it. The rest of the document stays as it is. */
export const planFormSchema = z
  .object({
    name: nameField,
    levels: ratesField.min(1, 'no-levels'),
    tables: z.array(tableField).max(100, 'out-of-range'),
    activity: z.enum(['none', 'customer_orders', 'customer_volume', 'personal_volume'], 'not-offered'),
    atLeast: z.string().trim(),
    compression: z.enum(['none', 'standard'], 'not-offered'),
  })
  .superRefine(({ tables }, context) => {
    const keys = tables.map(({ match, value }) => `${match}:${value.toLowerCase()}`);
    keys.forEach((key, index) => {
      if (keys.indexOf(key) < index) {
        context.addIssue({ code: 'custom', message: 'twice', path: ['tables', index, 'value'] });
      }
    });
  });

/** The form's values as text: what a page shows and sends. */
export type PlanFormValues = z.input<typeof planFormSchema>;
type PlanForm = z.output<typeof planFormSchema>;

/** A plan as the form shows it, numbers with the decimal sign of the page's language; null where it says more than the form. */
export function planFormOf(plan: Plan, sign: '.' | ','): PlanFormValues | null {
  const parts = simplePartsOf(plan);
  if (parts === null) return null;
  const { activity, walk } = parts;
  const textsOf = (rates: LevelRates) => levelsFor(rates, null).map((rate) => percentText(ppmOf(rate), sign));
  return {
    name: plan.name,
    levels: textsOf(walk.rates),
    tables: walk.tagged_rates.map(({ match, value, rates }) => ({ match, value, rates: textsOf(rates) })),
    activity: activity.kind,
    atLeast: atLeastText(activity, plan.currency, sign),
    compression: walk.compression.kind,
  };
}

function atLeastText(activity: SimpleActivity, code: string, sign: '.' | ','): string {
  if (activity.kind === 'none') return '';
  if (activity.kind === 'customer_orders') return String(activity.at_least);
  const inCurrency = currency(code);
  return amountText(parseMinor(activity.at_least, inCurrency), inCurrency, sign);
}

/**
 * The document that a form means, on the ground of the one it was made from; the problem where a figure is wrong, or where the
 * ground says more than a form can.
 */
export function planFromForm(
  form: PlanForm,
  ground: Plan,
): { plan: Plan } | { problem: 'not-a-number' | 'not-an-amount' | 'not-offered' } {
  const parts = simplePartsOf(ground);
  if (parts === null) return { problem: 'not-offered' };
  const activity = activityFrom(form, ground.currency);
  if ('problem' in activity) return activity;
  const walk: LevelWalk = {
    ...parts.walk,
    rates: { kind: 'by_level', levels: form.levels },
    tagged_rates: form.tables.map((table) => ({ ...table, rates: { kind: 'by_level', levels: table.rates } })),
    compression: { kind: form.compression },
  };
  return { plan: { ...ground, name: form.name, activity, components: [walk] } };
}

function activityFrom(
  { activity, atLeast }: PlanForm,
  code: string,
): SimpleActivity | { problem: 'not-a-number' | 'not-an-amount' } {
  if (activity === 'none') return { kind: 'none' };
  if (activity === 'customer_orders') {
    const count = /^\d{1,5}$/.test(atLeast) ? Number(atLeast) : 0;
    return count >= 1 && count <= 10_000 ? { kind: activity, at_least: count } : { problem: 'not-a-number' };
  }
  const inCurrency = currency(code);
  const amount = parseAmountText(atLeast, inCurrency);
  return amount === null
    ? { problem: 'not-an-amount' }
    : { kind: activity, volume: 'net', at_least: toDecimal(amount, inCurrency) };
}
