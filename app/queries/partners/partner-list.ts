import { z } from 'zod';
import { PARTNER_STATUSES } from '#app/domain/partners/partner-status.ts';
import { NOTHING, sql, type Sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { findFiguresRun, type FiguresRun } from '#app/queries/figures-run.ts';
import { currencyOf } from '#app/queries/network-currency.ts';
import { byAvailable } from '#app/queries/partners/by-available.ts';
import { childrenFigures } from '#app/queries/partners/children-figures.ts';
import {
  conditionsOf,
  downlineFilter,
  figuresIn,
  WITHOUT_FIGURES,
  type DownlineFilter,
  type ListCursor,
  type ListFilters,
} from '#app/queries/partners/list-filters.ts';
import { rankAt, rankNames } from '#app/queries/rank-names.ts';
import { findPlace } from '#app/queries/tree/place.ts';

export const LIST_SORTS = ['newest', 'name', 'team', 'available'] as const;
export type ListSort = (typeof LIST_SORTS)[number];

const amount = z.bigint().transform(String);

const rowSchema = z.object({
  number: z.int(),
  firstName: z.string(),
  lastName: z.string(),
  status: z.enum(PARTNER_STATUSES),
  sponsor: z.int(),
  joinedAt: z.date().transform((at) => at.toISOString()),
  /** Null until a run has seen the partner. */
  active: z.boolean().nullable(),
  /** Places on the ladder of the run's plan: what the period pays as, and the best ever reached. */
  rank: z.int().nullable(),
  title: z.int().nullable(),
  teamMinor: amount.nullable(),
  heldMinor: amount,
  availableMinor: amount,
  sortKey: z.string(),
});

/** A line of the list; amounts are minor units as text, ranks their names. */
export type PartnerRow = Omit<z.infer<typeof rowSchema>, 'sortKey' | 'rank' | 'title'> & {
  readonly rank: string | null;
  readonly title: string | null;
};

interface PartnerListRequest {
  readonly networkId: NetworkId;
  readonly now: Date;
  readonly filters: ListFilters;
  readonly sort: ListSort;
  readonly cursor: ListCursor | null;
  readonly size: number;
}

export interface PartnerList {
  readonly rows: readonly PartnerRow[];
  readonly run: FiguresRun | null;
  readonly currency: string;
  /** Names of the ranks, lowest first; empty for a plan without. */
  readonly ranks: readonly string[];
  readonly previous: ListCursor | null;
  readonly next: ListCursor | null;
}

/** How a sort reads: its key, the key as the cursor carries it, and the cursor's text as a key again. */
interface SortColumns {
  readonly key: Sql;
  readonly number: Sql;
  readonly text: Sql;
  readonly parse: (key: string) => Sql;
  readonly descending: boolean;
}

const SORTS: Readonly<Record<Exclude<ListSort, 'available'>, SortColumns>> = {
  newest: {
    key: sql`p.joined_at`,
    number: sql`p.number`,
    text: sql`(extract(epoch from p.joined_at) * 1000)::bigint::text`,
    parse: (key) => sql`to_timestamp(${key}::bigint / 1000.0)`,
    descending: true,
  },
  name: {
    key: sql`p.search_name`,
    number: sql`p.number`,
    text: sql`p.search_name`,
    parse: (key) => sql`${key}::text`,
    descending: false,
  },
  team: {
    key: sql`f.team_minor`,
    number: sql`f.number`,
    text: sql`f.team_minor::text`,
    parse: (key) => sql`${key}::bigint`,
    descending: true,
  },
};

/** One page of partners with the figures of the newest run and the balances of the ledger. */
export function partnerList(request: PartnerListRequest): Promise<PartnerList> {
  return inTransaction(request.networkId, async (tx) => {
    const run = await findFiguresRun(tx, request.now);
    const hasFigures = run !== null && !WITHOUT_FIGURES.some((status) => status === request.filters.status);
    const sort = request.sort === 'team' && !hasFigures ? 'newest' : request.sort;
    const cursor = sort === 'name' || /^-?\d{1,18}$/.test(request.cursor?.key ?? '') ? request.cursor : null;
    const runId = run?.runId ?? null;
    const downline = await downlineFilter(tx, request.filters, runId);
    const children = sort === 'team' && run ? await childrenOf(tx, request.filters, run) : null;
    const keys = await keysOf(tx, { ...request, sort, cursor }, { runId, downline, children });
    const found = await tx.all(rowSchema, pageOf(tx, keys, runId));
    const isBack = cursor?.back ?? false;
    const hasMore = found.length > request.size;
    const page = found.slice(0, request.size);
    if (isBack) page.reverse();
    const cursorAt = (row: (typeof page)[number] | undefined, back: boolean): ListCursor | null =>
      row ? { key: row.sortKey, number: row.number, back } : null;
    const ranks = await rankNames(tx, runId);
    return {
      rows: page.map(({ sortKey: _, rank, title, ...row }) => {
        return { ...row, rank: rankAt(ranks, rank), title: rankAt(ranks, title) };
      }),
      ranks,
      run,
      currency: await currencyOf(tx),
      previous: (isBack ? hasMore : cursor !== null) ? cursorAt(page[0], true) : null,
      next: (isBack ? true : hasMore) ? cursorAt(page.at(-1), false) : null,
    };
  });
}

interface RunScope {
  readonly runId: number | null;
  readonly downline: DownlineFilter | null;
  /** By team sales: somebody's children with nothing else asked of them, as relation. */
  readonly children: Sql | null;
}

async function childrenOf(tx: Tx, filters: ListFilters, run: FiguresRun): Promise<Sql | null> {
  const { sponsor, ...others } = filters;
  if (sponsor === undefined || Object.values(others).some((value) => value !== undefined)) return null;
  const place = await findPlace(tx, { runId: run.runId, number: sponsor });
  return place && childrenFigures(tx, { run, sponsor, place });
}

/** Where the rows of a page come from, and what is asked of them. */
function among(tx: Tx, { filters, sort }: PartnerListRequest, { runId, downline, children }: RunScope) {
  if (sort !== 'team') return { from: sql`partner p`, condition: conditionsOf(tx, filters, downline) };
  if (children) return { from: sql`(${children}) f`, condition: sql`f.number > 0` };
  // By team sales the downline is a condition on the rows that are read anyway.
  const from = sql`partner p join partner_period f on f.network_id = ${tx.networkId} and f.run_id = ${runId ?? -1}
    and f.number = p.number and ${downline ? figuresIn(downline) : sql`true`}`;
  return { from, condition: conditionsOf(tx, filters, null) };
}

/** Number, sort key and place of one row more than the page has. */
function keysOf(tx: Tx, request: PartnerListRequest, scope: RunScope): Sql | Promise<Sql> {
  const { sort, cursor, size } = request;
  const { from, condition } = among(tx, request, scope);
  if (sort === 'available') return byAvailable(tx, { condition, cursor, isDown: !cursor?.back, limit: size + 1 });
  const { key, number, text, parse, descending } = SORTS[sort];
  const isDown = descending !== (cursor?.back ?? false);
  const direction = isDown ? sql`desc` : sql`asc`;
  const compare = isDown ? sql`<` : sql`>`;
  return sql`
    select ${number} as number, ${text} as "sortKey", row_number() over (order by ${key} ${direction}, ${number} ${direction})::int as place
      from ${from}
     where ${condition} ${cursor ? sql`and (${key}, ${number}) ${compare} (${parse(cursor.key)}, ${cursor.number}::int)` : NOTHING}
     order by ${key} ${direction}, ${number} ${direction} limit ${size + 1}`;
}

function pageOf(tx: Tx, keys: Sql, runId: number | null): Sql {
  return sql`
    select page.*, p.first_name as "firstName", p.last_name as "lastName", p.status, p.sponsor, p.joined_at as "joinedAt",
           f.active, f.rank, f.title, f.team_minor as "teamMinor", coalesce(money.held, 0)::bigint as "heldMinor",
           coalesce(money.available, 0)::bigint as "availableMinor"
      from (${keys}) page
      join partner p on p.network_id = ${tx.networkId} and p.number = page.number
      left join partner_period f on f.network_id = ${tx.networkId} and f.run_id = ${runId ?? -1} and f.number = page.number
      left join lateral (
        select sum(e.amount_minor) filter (where e.account = 'held') as held,
               sum(e.amount_minor) filter (where e.account = 'available') as available
          from ledger_entry e
         where e.network_id = ${tx.networkId} and e.partner = page.number and e.account in ('held', 'available')) money on true
     order by page.place`;
}
