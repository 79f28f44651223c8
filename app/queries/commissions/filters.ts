import { z } from 'zod';
import { idSchema } from '#app/domain/plan/fields.ts';

export const COMMISSION_VIEWS = ['all', 'estimated', 'held', 'available', 'paid', 'reversed'] as const;
export type CommissionView = (typeof COMMISSION_VIEWS)[number];

const number = z.coerce.number().int().min(1).max(2_147_483_647).nullable().catch(null);
const text = z.string().trim().min(1).max(100).nullable().catch(null);

const filtersSchema = z.object({
  view: z.enum(COMMISSION_VIEWS).catch('all'),
  /** A period's number; null is the newest in view "all", and every one elsewhere. */
  period: number,
  /** A pay level, every one from the second on, or what is paid once per period, for no single order. */
  level: z
    .union([z.literal('2+'), z.literal('period'), z.coerce.number().int().min(1).max(100)])
    .nullable()
    .catch(null),
  partner: number,
  /** A component's name in the plan. */
  component: idSchema.nullable().catch(null),
  /** Begins a partner's name, number or code, or is an order's name. */
  q: text,
});

/** What the list is narrowed to; it stands in the page's address, and null is "all". */
export type CommissionFilters = z.infer<typeof filtersSchema>;

/** The filters of an address; whatever is no filter counts as none, so an old link still opens. */
export function commissionFilters(params: URLSearchParams): CommissionFilters {
  const given = Object.fromEntries(
    ['view', 'period', 'level', 'partner', 'component', 'q'].map((key) => [key, params.get(key)]),
  );
  return filtersSchema.parse(given);
}

const cursorSchema = z.object({
  /** The last row shown: its run and number. */
  runId: z.coerce.number().int().nullable(),
  rowNo: z.coerce.number().int().nullable(),
  /** The last reversal shown. */
  seq: z
    .string()
    .regex(/^\d{1,18}$/)
    .nullable(),
});

/** Where a page goes on: after the last row and the last reversal that were shown. */
export type CommissionCursor = z.infer<typeof cursorSchema>;

export const FIRST_PAGE: CommissionCursor = { runId: null, rowNo: null, seq: null };

export const cursorText = ({ runId, rowNo, seq }: CommissionCursor): string =>
  [runId ?? '', rowNo ?? '', seq ?? ''].join('.');

/** The place that an address names; the first page for anything that is none. */
export function parseCursor(value: string | null): CommissionCursor {
  const [runId, rowNo, seq] = (value ?? '').split('.').map((part) => part || null);
  return cursorSchema.safeParse({ runId: runId ?? null, rowNo: rowNo ?? null, seq: seq ?? null }).data ?? FIRST_PAGE;
}

/** A row's part of an address: `estimate-12-5`, `earning-12-5`, `reversal-12-998`. */
export const rowKeySchema = z
  .string()
  .regex(/^(estimate|earning|reversal)-\d{1,9}-\d{1,18}$/)
  .transform((key) => {
    const [kind, runId, id] = key.split('-');
    return { key, kind: kind as 'estimate' | 'earning' | 'reversal', runId: Number(runId), id: BigInt(id ?? 0) };
  });
export type RowKey = z.infer<typeof rowKeySchema>;
