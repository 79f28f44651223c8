import { z } from 'zod';
import { PARTNER_STATUSES, type PartnerStatus } from '#app/domain/partners/partner-status.ts';
import { allOf, sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { beginsWith } from '#app/queries/partners/partner-search.ts';
import { findPlace, isBelow, type Place } from '#app/queries/tree/place.ts';

const day = z.iso.date().transform((text) => new Date(`${text}T00:00:00Z`));
const number = z.coerce.number().int().min(0).max(999_999_999);

/** What the list's address may say. Anything it does not understand is left out, so an old link still opens. */
export const listFiltersSchema = z.object({
  q: z.string().trim().min(1).max(100).optional().catch(undefined),
  status: z.enum(PARTNER_STATUSES).exclude(['house']).optional().catch(undefined),
  sponsor: number.optional().catch(undefined),
  /** The whole downline of this partner. */
  below: number.optional().catch(undefined),
  /** Steps from the house account, or from `below`. */
  level: number.optional().catch(undefined),
  /** Paid-as rank by its place on the ladder, 1 for the lowest. */
  rank: z.coerce.number().int().min(1).max(40).optional().catch(undefined),
  joinedFrom: day.optional().catch(undefined),
  joinedTo: day.optional().catch(undefined),
});
export type ListFilters = z.infer<typeof listFiltersSchema>;

/** Statuses that a run does not look at: by its figures they would not be found. */
export const WITHOUT_FIGURES: readonly PartnerStatus[] = ['applied', 'invited', 'declined'];

const DAY_MS = 24 * 60 * 60 * 1000;
const NO_RUN = -1;

/** What the filters ask of the figures of a run: below a place of a run; `place` is null where that run knows nobody there. */
export interface DownlineFilter {
  readonly runId: number;
  readonly place: Place | null;
  readonly level: number | null;
  readonly rank: number | null;
}

/** Null where the filters ask for nothing that only a run knows. */
export async function downlineFilter(tx: Tx, filters: ListFilters, run: number | null): Promise<DownlineFilter | null> {
  const { below, level, rank } = filters;
  if (below === undefined && level === undefined && rank === undefined) return null;
  const runId = run ?? NO_RUN;
  const place = await findPlace(tx, { runId, number: below ?? 0 });
  return { runId, place, level: level ?? null, rank: rank ?? null };
}

/** Rows `f` of the run's figures that the filters leave. */
export function figuresIn({ place, level, rank }: DownlineFilter): Sql {
  if (!place) return sql`false`;
  return rank === null ? isBelow(place, level) : sql`${isBelow(place, level)} and f.rank > 0 and f.rank = ${rank}::int`;
}

/** The filters as conditions on `partner p`; the house account is not in the list. */
export function conditionsOf(tx: Tx, filters: ListFilters, downline: DownlineFilter | null): Sql {
  const conditions: Sql[] = [sql`p.network_id = ${tx.networkId} and p.number > 0`];
  if (filters.q !== undefined) conditions.push(beginsWith(tx, filters.q));
  if (filters.status !== undefined) conditions.push(sql`p.status = ${filters.status}`);
  if (filters.sponsor !== undefined) conditions.push(sql`p.sponsor = ${filters.sponsor}`);
  if (filters.joinedFrom) conditions.push(sql`p.joined_at >= ${filters.joinedFrom}`);
  if (filters.joinedTo) conditions.push(sql`p.joined_at < ${new Date(filters.joinedTo.getTime() + DAY_MS)}`);
  if (downline) {
    conditions.push(sql`p.number in (select f.number from partner_period f
      where f.network_id = ${tx.networkId} and f.run_id = ${downline.runId} and ${figuresIn(downline)})`);
  }
  return allOf(conditions);
}

/** Where a page begins: after, or before, a row in the list's order. */
const cursorSchema = z.object({ key: z.string().max(300), number: z.int(), back: z.boolean() });
export type ListCursor = z.infer<typeof cursorSchema>;

/** The cursor of an address; null, and so the first page, for anything else. */
export function cursorOf(text: string | null): ListCursor | null {
  if (text === null) return null;
  try {
    return cursorSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The list's address for another page of the same filters. */
export function withCursor(params: URLSearchParams, cursor: ListCursor): string {
  const search = new URLSearchParams(params);
  search.set('cursor', Buffer.from(JSON.stringify(cursor)).toString('base64url'));
  return `?${search.toString()}`;
}
