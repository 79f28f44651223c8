import { z } from 'zod';
import { PARTNER_STATUSES } from '#app/adapters/db/repositories/partners.server.ts';
import { allOf, sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { beginsWith } from '#app/queries/partners/partner-search.ts';

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
  joinedFrom: day.optional().catch(undefined),
  joinedTo: day.optional().catch(undefined),
});
export type ListFilters = z.infer<typeof listFiltersSchema>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** The filters as conditions on `partner p` and, for the tree, on the figures' run; the house account is not in the list. */
export function conditionsOf(tx: Tx, filters: ListFilters, runId: number | null): Sql {
  const conditions: Sql[] = [sql`p.network_id = ${tx.networkId} and p.number > 0`];
  if (filters.q !== undefined) conditions.push(beginsWith(tx, filters.q));
  if (filters.status !== undefined) conditions.push(sql`p.status = ${filters.status}`);
  if (filters.sponsor !== undefined) conditions.push(sql`p.sponsor = ${filters.sponsor}`);
  if (filters.joinedFrom) conditions.push(sql`p.joined_at >= ${filters.joinedFrom}`);
  if (filters.joinedTo) conditions.push(sql`p.joined_at < ${new Date(filters.joinedTo.getTime() + DAY_MS)}`);
  if (filters.below !== undefined || filters.level !== undefined) {
    conditions.push(sql`p.number in (${downlineOf(tx, filters, runId)})`);
  }
  return allOf(conditions);
}

/** A downline is one range of positions; a level of it one range of (depth, position). */
function downlineOf(tx: Tx, filters: ListFilters, runId: number | null): Sql {
  const level = filters.level === undefined ? sql`true` : sql`d.depth = t.depth + ${filters.level}::int`;
  return sql`select d.number from partner_period t
    join partner_period d on d.network_id = ${tx.networkId} and d.run_id = ${runId ?? -1}
      and d.position > t.position and d.position < t.subtree_end and ${level}
   where t.network_id = ${tx.networkId} and t.run_id = ${runId ?? -1} and t.number = ${filters.below ?? 0}`;
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
