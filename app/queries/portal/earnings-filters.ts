import { z } from 'zod';

export const EARNING_STATES = ['estimated', 'held', 'available', 'paid', 'reversed'] as const;
export type EarningState = (typeof EARNING_STATES)[number];

/** Orders of own customers, orders of the team, and what is paid once per period for no single order. */
const EARNING_KINDS = ['customers', 'team', 'period'] as const;

const number = z.coerce.number().int().positive().max(2_147_483_647);

const filtersSchema = z.object({
  period: number.nullable().catch(null),
  state: z.enum(EARNING_STATES).nullable().catch(null),
  kind: z.enum(EARNING_KINDS).nullable().catch(null),
  level: number.nullable().catch(null),
  order: z
    .string()
    .trim()
    .max(40)
    .transform((text) => text || null)
    .nullable()
    .catch(null),
});

/** What a list of earnings is narrowed to; null is "all". It stands in the page's address. */
export type EarningsFilters = z.infer<typeof filtersSchema>;

/** The filters of an address; whatever is no filter counts as none. */
export function earningsFilters(params: URLSearchParams): EarningsFilters {
  const given = (key: string) => params.get(key) || null;
  return filtersSchema.parse({
    period: given('period'),
    state: given('state'),
    kind: given('kind'),
    level: given('level'),
    order: given('order'),
  });
}
