import { insertPlanVersion } from '#app/adapters/db/repositories/plans.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { commonFields } from '#app/domain/plan/common-plan.ts';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import { planSchema } from '#app/domain/plan/plan.ts';
import { orderPreview } from '#app/services/runs/order-preview.ts';
import { OCT_5 } from '#tests/given/days.ts';
import type { Money } from '#tests/given/money.ts';
import { runJobs } from '#tests/jobs/run-jobs.ts';

const REQUEST = { name: 'Once', currency: 'EUR', cadence: 'month' } as const;
const OCT_1 = new Date('2026-09-30T22:00:00Z');

const sells = { kind: 'customer_volume', volume: 'net', at_least: '100' } as const;
const bronze = {
  ...{ id: 'bronze', name: 'Bronze', achieve: sells, maintain: sells },
  grace: { after_promotion: 0, after_miss: 0, renews_after: 0 },
};

/**
 * Three levels of 10, 5 and 3 %; a match of 10 and 5 % on what they paid; 25.00 for whoever sells for 100 for the first time; 2 % of all
 * goods in a pool, shared equally.
 */
const periodPlan = planSchema.parse({
  ...defaultPlan(REQUEST),
  ranks: { ladder: [bronze], breakaway_rank: null, breakaway_by: 'paid_as' },
  components: [
    ...defaultPlan(REQUEST).components,
    {
      ...{ ...commonFields(REQUEST, 'match'), kind: 'matching', tree: 'sponsor', of: ['level'], earnings: 'net' },
      path: {
        kind: 'levels',
        rates: { kind: 'by_level', levels: ['0.10', '0.05'] },
        compression: { kind: 'standard' },
      },
      max_physical_depth: 1000,
    },
    {
      ...{ ...commonFields(REQUEST, 'first_rank'), kind: 'one_time' },
      event: {
        ...{ kind: 'rank_advancement', amounts: [{ rank: 'bronze', amount: '25' }], jumps: 'all', hold_periods: 0 },
        multiplier: { kind: 'none' },
      },
    },
    {
      ...{ ...commonFields(REQUEST, 'pool'), kind: 'pool', base: { volume: 'net', factor: '1' }, rate: '0.02' },
      ...{ shares: { kind: 'equal' }, top: null, no_qualifiers: 'company_keeps' },
    },
  ],
});

/** The network follows that plan from October on. */
export async function givenPeriodPlan({ networkId }: Money): Promise<void> {
  await inTransaction(networkId, async (tx) => {
    const version = { version: 2, effectiveAt: OCT_1, publishedAt: OCT_5, actor: 'staff:1' };
    await insertPlanVersion(tx, 1, { ...version, document: periodPlan });
    await orderPreview(tx);
  });
  await runJobs(OCT_5);
}
