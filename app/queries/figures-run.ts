import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

const figuresRunSchema = z.object({
  runId: z.int(),
  periodId: z.int(),
  startsAt: z.date().transform((at) => at.toISOString()),
  endsAt: z.date().transform((at) => at.toISOString()),
  /** Facts with a greater number were recorded after the run read them. */
  watermark: z.bigint().transform(String),
  asOf: z.date().transform((at) => at.toISOString()),
  isStale: z.boolean(),
});

/** The run whose figures pages show: when it read the facts, and whether a newer calculation failed. */
export type FiguresRun = z.infer<typeof figuresRunSchema>;

/**
 * The accepted run, else the newest preview, of the period that holds `at`, else of the newest one before it. Null until
 * the first run: pages then show names and "–".
 */
export function findFiguresRun(tx: Tx, at: Date): Promise<FiguresRun | null> {
  return tx.find(
    figuresRunSchema,
    sql`select r.id as "runId", p.id as "periodId", p.starts_at as "startsAt", p.ends_at as "endsAt", r.started_at as "asOf", r.watermark,
               exists (select from run f where f.network_id = ${tx.networkId} and f.period_id = p.id and f.id > r.id
                         and f.state = 'failed') as "isStale"
          from period p
          left join period_acceptance a on a.network_id = ${tx.networkId} and a.period_id = p.id
          left join period_preview v on v.network_id = ${tx.networkId} and v.period_id = p.id
          join run r on r.network_id = ${tx.networkId} and r.id = coalesce(a.run_id, v.run_id)
         where p.network_id = ${tx.networkId} and p.starts_at <= ${at}
         order by p.starts_at desc, p.calendar_id limit 1`,
  );
}
