import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

const edgeSchema = z.object({
  recordedSeq: z.bigint(),
  number: z.int(),
  sponsor: z.int(),
  validFrom: z.date(),
  reason: z.string(),
  actor: z.string(),
  recordedAt: z.date(),
  undoes: z.bigint().nullable(),
});

/** A dated fact of the sponsor tree. In force is the one with the greatest `validFrom`, then the newest `recordedSeq`. */
export type SponsorEdge = z.infer<typeof edgeSchema>;

const COLUMNS = sql`recorded_seq as "recordedSeq", number, sponsor, valid_from as "validFrom", reason, actor,
  recorded_at as "recordedAt", undoes`;

/** Appends edges in one statement. The caller holds the facts' lock and took the numbers after it. */
export async function appendEdges(tx: Tx, edges: readonly SponsorEdge[]): Promise<void> {
  await tx.run(
    sql`insert into sponsor_edge (network_id, recorded_seq, number, sponsor, valid_from, reason, actor, recorded_at, undoes)
        select ${tx.networkId}::int, * from unnest(
          ${edges.map((edge) => edge.recordedSeq.toString())}::bigint[], ${edges.map((edge) => edge.number)}::int[],
          ${edges.map((edge) => edge.sponsor)}::int[], ${edges.map((edge) => edge.validFrom)}::timestamptz[],
          ${edges.map((edge) => edge.reason)}::text[], ${edges.map((edge) => edge.actor)}::text[],
          ${edges.map((edge) => edge.recordedAt)}::timestamptz[],
          ${edges.map((edge) => edge.undoes?.toString() ?? null)}::bigint[])`,
  );
}

/** Every edge of a partner in the order in which they take effect; at one instant the last one holds. */
export function edgesOf(tx: Tx, number: number): Promise<SponsorEdge[]> {
  return tx.all(
    edgeSchema,
    sql`select ${COLUMNS} from sponsor_edge where network_id = ${tx.networkId} and number = ${number}
        order by valid_from, recorded_seq`,
  );
}

const segmentSchema = z.object({ number: z.int(), sponsor: z.int(), since: z.date(), till: z.date() });

/** Somebody's sponsor over a stretch of time `[since, till)`. */
export type SponsorSegment = z.infer<typeof segmentSchema>;

/** Later than every instant that a form takes. */
export const END_OF_TIME = new Date('9999-01-01T00:00:00Z');

/** No line is longer; a guard against corrupt data, not a rule. */
const STEPS_MAX = 1_000_000;

/**
 * Whom the line upwards from `start` meets at any time in `[from, until)`, in order of distance: one segment for each
 * stretch of time. It ends at the house account, and at `stopAt` (whose own sponsor is not followed).
 */
export function ancestorSegments(
  tx: Tx,
  line: { start: number; stopAt: number; from: Date; until: Date },
): Promise<SponsorSegment[]> {
  return tx.all(
    segmentSchema,
    sql`with recursive line as (
          select ${line.start}::int as number, first.sponsor, greatest(first.since, ${line.from}::timestamptz) as since,
                 least(first.till, ${line.until}::timestamptz) as till, 1 as step
            from (${segmentsOf(tx, sql`${line.start}::int`)}) first
           where first.since < ${line.until}::timestamptz and first.till > ${line.from}::timestamptz
             and first.since < first.till
          union all
          select line.sponsor, above.sponsor, greatest(above.since, line.since), least(above.till, line.till), line.step + 1
            from line cross join lateral (${segmentsOf(tx, sql`line.sponsor`)}) above
           where line.sponsor <> 0 and line.sponsor <> ${line.stopAt}::int and line.step < ${STEPS_MAX}::int
             and above.since < line.till and above.till > line.since and above.since < above.till
        ) select number, sponsor, since, till from line order by step, since`,
  );
}

function segmentsOf(tx: Tx, number: ReturnType<typeof sql>): ReturnType<typeof sql> {
  return sql`select e.sponsor, e.valid_from as since,
      coalesce(lead(e.valid_from) over (order by e.valid_from, e.recorded_seq), ${END_OF_TIME}::timestamptz) as till
    from sponsor_edge e where e.network_id = ${tx.networkId} and e.number = ${number}`;
}

/** The sponsors above somebody at an instant, nearest first, without the house account. */
export async function uplineAt(tx: Tx, number: number, at: Date): Promise<number[]> {
  const until = new Date(at.getTime() + 1);
  const line = await ancestorSegments(tx, { start: number, stopAt: -1, from: at, until });
  return line.map((segment) => segment.sponsor).filter((sponsor) => sponsor !== 0);
}
