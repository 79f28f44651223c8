import { caseSchema } from '#app/domain/case/case-schema.ts';
import { runCase, type CaseResult } from '#app/domain/case/run-case.ts';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import type { Condition } from '#app/domain/plan/condition.ts';
import type { Rank } from '#app/domain/plan/ranks.ts';

const MONTH = { start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z', cadence: 'month' };
const JOINED = '2026-01-01T00:00:00Z';

/** The plan of the set-up form, which asks for activity, with changes. */
export function planOf(changes: Partial<Plan>): Plan {
  return { ...defaultPlan({ name: 'Test', currency: 'EUR', cadence: 'month' }), profile: 'none', ...changes };
}

export const NO_GRACE = { after_miss: 0, after_promotion: 0, renews_after: 0 };

/** A rank that is achieved and maintained by one condition. */
export function rankOf(id: string, achieve: Condition, more: Partial<Rank> = {}): Rank {
  return { id, name: id, achieve, maintain: achieve, grace: NO_GRACE, ...more };
}

/** At least so much of a kind of net volume. */
export const netAtLeast = (kind: 'own_volume' | 'customer_volume' | 'personal_volume', amount: string): Condition => ({
  kind,
  volume: 'net',
  at_least: amount,
});

/** Net volume of the whole downline, without legs capped. */
export const groupAtLeast = (
  amount: string,
  changes: Partial<Extract<Condition, { kind: 'group_volume' }>> = {},
): Condition => ({
  kind: 'group_volume',
  tree: 'sponsor',
  volume: 'net',
  at_least: amount,
  levels: null,
  includes_own: true,
  without_breakaway: false,
  max_leg_share: '1',
  ...changes,
});

/** People by number with their sponsors, what each sold to a customer in March, and what is added to the case. */
export interface Small {
  readonly plan: Plan;
  readonly sponsors: Readonly<Record<number, number>>;
  /** Decimal amounts by partner number; each is one order of a guest. */
  readonly sold?: Readonly<Record<number, string>>;
  readonly more?: Readonly<Record<string, unknown>>;
  /** Partners and orders are read in the opposite order. */
  readonly isReversed?: boolean;
  readonly statuses?: Readonly<Record<number, 'active' | 'suspended' | 'terminated'>>;
}

/** Runs March. */
export function runSmall({
  plan,
  sponsors,
  sold = {},
  more = {},
  isReversed = false,
  statuses = {},
}: Small): CaseResult {
  const read = <T>(list: T[]): T[] => (isReversed ? list.toReversed() : list);
  return runCase(
    caseSchema.parse({
      period: MONTH,
      plan,
      partners: read(
        Object.entries(sponsors).map(([number, sponsor]) => ({
          number: Number(number),
          joined: JOINED,
          sponsors: [{ from: JOINED, sponsor }],
          statuses: [{ from: JOINED, status: statuses[Number(number)] ?? 'active' }],
        })),
      ),
      orders: read(
        Object.entries(sold).map(([number, net], index) => ({
          id: index + 1,
          partner: Number(number),
          paid: '2026-03-10T10:00:00Z',
          lines: [{ net }],
        })),
      ),
      ...more,
    }),
  );
}

/** Paid-as ranks by partner number. */
export function paidAs({ ranks }: CaseResult): Record<number, string | null> {
  return Object.fromEntries(ranks.map(({ partner, paid_as: rank }) => [partner, rank]));
}

/** Titles by partner number. */
export function titles({ ranks }: CaseResult): Record<number, string | null> {
  return Object.fromEntries(ranks.map(({ partner, title }) => [partner, title]));
}
