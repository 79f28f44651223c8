import { z } from 'zod';
import { amountText, parseAmountText } from '#app/domain/money/amount-text.ts';
import { currency, parseMinor, toDecimal } from '#app/domain/money/currency.ts';
import { LEVELS_MAX, ppmOf } from '#app/domain/plan/fields.ts';
import { percentText } from '#app/domain/plan/percent.ts';
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

/** A plan as the form shows it; numbers with the decimal sign of the page's language. */
export function planFormOf({ name, currency: code, activity, components }: Plan, sign: '.' | ','): PlanFormValues {
  const [component] = components;
  const textOf = (rate: string) => percentText(ppmOf(rate), sign);
  return {
    name,
    levels: component?.rates.map(textOf) ?? [],
    tables:
      component?.tagged_rates.map(({ match, value, rates }) => ({ match, value, rates: rates.map(textOf) })) ?? [],
    activity: activity.kind,
    atLeast: atLeastText(activity, code, sign),
    compression: component?.compression ?? 'standard',
  };
}

function atLeastText(activity: Plan['activity'], code: string, sign: '.' | ','): string {
  if (activity.kind === 'none') return '';
  if (activity.kind === 'customer_orders') return String(activity.at_least);
  const inCurrency = currency(code);
  return amountText(parseMinor(activity.at_least, inCurrency), inCurrency, sign);
}

/** The document that a form means, on the ground of the one it was made from; null with the field where a figure is wrong. */
export function planFromForm(
  form: PlanForm,
  ground: Plan,
): { plan: Plan } | { problem: 'not-a-number' | 'not-an-amount' } {
  const activity = activityFrom(form, ground.currency);
  if ('problem' in activity) return activity;
  const [component, ...others] = ground.components;
  const changed = component && {
    ...component,
    rates: form.levels,
    tagged_rates: form.tables,
    compression: form.compression,
  };
  return { plan: { ...ground, name: form.name, activity, components: changed ? [changed, ...others] : [] } };
}

function activityFrom(
  { activity, atLeast }: PlanForm,
  code: string,
): Plan['activity'] | { problem: 'not-a-number' | 'not-an-amount' } {
  if (activity === 'none') return { kind: 'none' };
  if (activity === 'customer_orders') {
    const count = /^\d{1,5}$/.test(atLeast) ? Number(atLeast) : 0;
    return count >= 1 && count <= 10_000 ? { kind: activity, at_least: count } : { problem: 'not-a-number' };
  }
  const inCurrency = currency(code);
  const amount = parseAmountText(atLeast, inCurrency);
  return amount === null ? { problem: 'not-an-amount' } : { kind: activity, at_least: toDecimal(amount, inCurrency) };
}
