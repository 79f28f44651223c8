import { z } from 'zod';
import { dayIn } from '#app/adapters/time/calendar-days.ts';
import { assert } from '#app/domain/assert.ts';
import type { MoneyState } from '#app/domain/explain/explanation.ts';
import { minor } from '#app/domain/money/minor.ts';
import { EARNING_STATES } from '#app/queries/portal/earnings-filters.ts';

const amount = z.bigint().transform(minor);

/** One row of a partner's, as its explanation starts from it. */
export const detailRowSchema = z.object({
  kind: z.enum(['estimate', 'earning', 'reversal']),
  runId: z.int(),
  id: z.bigint(),
  periodId: z.int(),
  source: z.int(),
  shopId: z.int(),
  orderId: z.bigint(),
  component: z.int(),
  level: z.int(),
  ratePpm: z.int(),
  baseMinor: amount,
  amountMinor: amount,
  state: z.enum(EARNING_STATES),
  until: z.string().nullable(),
  paidAt: z.date().nullable(),
  orderName: z.string().nullable(),
});
export type DetailRow = z.infer<typeof detailRowSchema>;

/** Where a row's money is, as an explanation says it. */
export function moneyStateOf({ state, until, paidAt }: DetailRow, timeZone: string): MoneyState {
  switch (state) {
    case 'held':
      return { word: 'held', until };
    case 'paid':
      assert(paidAt, 'a paid row without its payout');
      return { word: 'paid', on: dayIn(timeZone, paidAt) };
    case 'available':
    case 'estimated':
      return { word: state };
    case 'reversed':
      assert(false, 'a reversal is no state of a row');
  }
}
