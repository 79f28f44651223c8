import { z } from 'zod';
import { currency, decimalsOf } from '#app/domain/money/currency.ts';
import { minor, type Minor } from '#app/domain/money/minor.ts';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import { exampleOf, type PlanExample } from '#app/domain/plan/example.ts';
import { LEVELS_MAX } from '#app/domain/plan/fields.ts';
import { percentField } from '#app/domain/settings/fields.ts';

/** What a form with rates asks while somebody types. */
export const exampleRequest = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/, 'not-a-currency'),
  levels: z.array(percentField).min(1, 'no-levels').max(LEVELS_MAX, 'out-of-range'),
  compression: z.enum(['none', 'standard'], 'not-offered'),
});

/** The same order with everybody active, and with the second one, Ben, not active. */
export interface ExampleAnswer {
  readonly currency: string;
  readonly everybody: PlanExample;
  readonly withoutBen: PlanExample;
}

/** 80.00, or 8,000 where there are no cents. */
export function exampleBaseOf(code: string): Minor {
  const decimals = decimalsOf(currency(code));
  return minor(decimals === 0 ? 8000n : 80n * 10n ** BigInt(decimals));
}

const BENS_PLACE = 1;
const LINE_MIN = 3;

/** Computes the example by the engine's own evaluators. */
export function answerExample({ currency: code, levels, compression }: z.output<typeof exampleRequest>): ExampleAnswer {
  const proposed = defaultPlan({ name: 'Example', currency: code, cadence: 'month' });
  const components = proposed.components.map((component) => ({
    ...component,
    rates: { kind: 'by_level' as const, levels },
    compression: { kind: compression },
  }));
  const plan = { ...proposed, components };
  const base = exampleBaseOf(code);
  const length = Math.max(LINE_MIN, levels.length);
  return {
    currency: code,
    everybody: exampleOf(plan, base, { length, inactive: [] }),
    withoutBen: exampleOf(plan, base, { length, inactive: [BENS_PLACE] }),
  };
}
