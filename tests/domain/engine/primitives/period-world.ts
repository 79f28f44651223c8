import { caseSchema, type CaseState } from '#app/domain/case/case-schema.ts';
import { runCase, type CaseResult } from '#app/domain/case/run-case.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { money, planWith } from '#tests/domain/engine/primitives/world.ts';

/** Somebody by number from 1; sponsor 0 is the house account. `rank` is 0 for none, else `r1` to `r3`. */
export interface Somebody {
  readonly sponsor: number;
  readonly rank?: number;
  readonly isActive?: boolean;
  readonly status?: 'active' | 'suspended' | 'terminated';
  readonly joined?: string;
}

/** A position by number from 1, of partner `owner`; parent 0 is the house account's. */
export interface Seat {
  readonly owner: number;
  readonly parent: number;
  readonly slot: number;
}

/** Volume of a partner in minor units of net goods; below 0 a refund of an accepted order. */
export interface Bought {
  readonly partner: number;
  readonly net: number;
  readonly own?: boolean;
  readonly customer?: number;
}

export interface PeriodWorld {
  readonly people: readonly Somebody[];
  readonly seats?: readonly Seat[];
  readonly bought: readonly Bought[];
}

/** What every component of a period has, for a test to change. */
export const PERIOD_FIELDS = {
  id: 'tested',
  cadence: 'month',
  qualification: { kind: 'active' },
  cap: { kind: 'none' },
  rounding: 'half_even',
} as const;

const place = { positions_per_partner: 3, holding_days: 0, gap: 'hold_slot' } as const;
export const BINARY = { kind: 'binary', id: 'binary', ...place, spillover: 'left' } as const;
export const MATRIX = {
  kind: 'matrix',
  id: 'matrix',
  ...place,
  width: 3,
  height: 3,
  spillover: 'breadth_first',
} as const;

const FROM = '2026-01-01T00:00:00Z';

/** Runs a month; `month` counts from 1 for March 2026. */
export function runMonth(
  { people, seats = [], bought }: PeriodWorld,
  components: readonly unknown[],
  {
    state,
    month = 1,
    reversed = false,
    plan = {},
  }: {
    state?: CaseState;
    month?: number;
    reversed?: boolean;
    plan?: Partial<Plan>;
  } = {},
): CaseResult {
  const inOrder = <T>(list: T[]): T[] => (reversed ? list.reverse() : list);
  const first = (offset: number) => `2026-${String(2 + month + offset).padStart(2, '0')}-01T00:00:00Z`;
  const placed = planWith(components);
  return runCase(
    caseSchema.parse({
      period: { start: first(0), end: first(1), cadence: 'month' },
      plan: { ...placed, trees: [...placed.trees, BINARY, MATRIX], ...plan },
      partners: inOrder(
        people.map(({ sponsor, status = 'active', joined = FROM }, index) => ({
          number: index + 1,
          joined,
          sponsors: [{ from: FROM, sponsor }],
          statuses: [{ from: joined, status }],
        })),
      ),
      positions: inOrder(
        ['binary', 'matrix'].flatMap((tree) =>
          seats.map(({ owner, parent, slot }, index) => ({
            tree,
            number: index + 1,
            owner,
            slot,
            edges: [{ from: FROM, parent }],
          })),
        ),
      ),
      overrides: people.flatMap(({ isActive = true, rank = 0 }, index) => [
        { kind: 'active', partner: index + 1, is_active: isActive, reason: 'test' },
        ...(rank > 0 ? [{ kind: 'rank', partner: index + 1, rank: `r${rank}`, reason: 'test' }] : []),
      ]),
      orders: inOrder(
        bought.map(({ partner, net, own = false, customer }, index) => {
          const text = money(Math.abs(net));
          return {
            id: month * 1000 + index,
            partner,
            own,
            ...(customer ? { customer } : {}),
            paid: first(0).replace('01T', '05T'),
            lines: [{ net: net < 0 ? '0.00' : text }],
            ...(net < 0 ? { refunds: [{ line: 0, net: text, accepted: true }] } : {}),
          };
        }),
      ),
      ...(state ? { prior: { state } } : {}),
    }),
  );
}

/** Rows as text: earner, source, level, rate, base, amount. */
export function periodRows(result: CaseResult): string[] {
  return result.rows.map(({ earner, source, level, rate, base, amount }) =>
    [earner, source, level, rate, base, amount].join(' '),
  );
}
