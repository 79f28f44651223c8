import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { AppError } from '#app/errors.ts';
import { periodChoices, type PeriodChoice } from '#app/queries/periods/period-choices.ts';
import { earlierRuns, type EarlierRun } from '#app/queries/periods/run-changes.ts';

const levelSum = z.object({ rows: z.int(), amountMinor: z.int().transform(String) });

const totalsSchema = z.object({
  orders: z.int(),
  baseMinor: z.int().transform(String),
  unattributedOrders: z.int(),
  unattributedBaseMinor: z.int().transform(String),
  partners: z.int(),
  activePartners: z.int(),
  budgetMinor: z.int().transform(String),
  paidMinor: z.int().transform(String),
  breakageMinor: z.int().transform(String),
  components: z.array(
    z.object({
      id: z.string(),
      /** -1 for the period's own plan, else an older one's: that of late orders. */
      period: z.int(),
      rows: z.int(),
      paidMinor: z.int().transform(String),
      breakageMinor: z.int().transform(String),
    }),
  ),
  orphans: z.array(z.int()),
  review: z.object({
    direct: levelSum,
    further: levelSum,
    once: levelSum.default({ rows: 0, amountMinor: '0' }),
    lateOrders: z.int(),
    outliers: z.array(z.int()),
    outlierCount: z.int(),
  }),
});

const iso = z.date().transform((at) => at.toISOString());

const runSchema = z.object({
  id: z.int(),
  planVersion: z.int(),
  startedAt: iso,
  rowCount: z.int(),
  earnerCount: z.int(),
  rowHash: z.string(),
  totals: totalsSchema,
  provedAt: iso.nullable(),
  proof: z.enum(['identical', 'different']).nullable(),
});
export type PeriodRun = z.infer<typeof runSchema>;

const RUN_COLUMNS = sql`r.id, r.plan_version as "planVersion", r.started_at as "startedAt", r.row_count as "rowCount",
  r.partner_count as "earnerCount", r.row_hash as "rowHash", r.totals, r.proved_at as "provedAt", r.proof`;

const runningSchema = z.object({ id: z.int(), ordersDone: z.int(), ordersTotal: z.int() });
const outlierSchema = z.object({
  number: z.int(),
  firstName: z.string(),
  lastName: z.string(),
  amountMinor: z.bigint().transform(String),
});

export interface PeriodPage {
  readonly period: PeriodChoice;
  readonly currency: string;
  /** The accepted run, else the newest preview; null before the first. */
  readonly run: PeriodRun | null;
  /** The preview before it, to compare with. */
  readonly before: PeriodRun['totals']['review'] | null;
  /** Runs that this one can be compared with. */
  readonly earlier: readonly EarlierRun[];
  readonly running: z.infer<typeof runningSchema> | null;
  readonly outliers: readonly z.infer<typeof outlierSchema>[];
  /** The period just before, where it is not accepted yet: these figures build on its newest preview. */
  readonly previousOpen: PeriodChoice | null;
  readonly hasPlan: boolean;
  readonly accepted: { readonly at: string; readonly actor: string } | null;
  /** What was taken back of accepted rows and appears in this period's statements. */
  readonly takenBackMinor: string;
}

/** More are counted, not named. */
const OUTLIERS_SHOWN = 10;

/** Everything a person needs to judge a period. @throws AppError 'period.not-found' */
export function periodPage(networkId: NetworkId, periodId: number, now: Date): Promise<PeriodPage> {
  return inTransaction(networkId, async (tx) => {
    const periods = await periodChoices(tx, now);
    const place = periods.findIndex(({ id }) => id === periodId);
    const period = periods[place];
    if (!period) throw new AppError('period.not-found');
    const run = await shownRun(tx, periodId);
    const earlier = periods[place + 1] ?? null;
    return {
      period,
      currency: await currencyOf(tx),
      run,
      before: run && period.state !== 'accepted' ? await previewBefore(tx, periodId, run.id) : null,
      earlier: run ? await earlierRuns(tx, { periodId, before: run.id, timeZone: period.timeZone }) : [],
      running: await runningRun(tx, periodId),
      outliers: run ? await outliersOf(tx, run) : [],
      previousOpen: earlier && earlier.state !== 'accepted' && period.state !== 'accepted' ? earlier : null,
      hasPlan: run !== null || (await hasPlan(tx, periodId)),
      accepted: await acceptanceOf(tx, periodId),
      takenBackMinor: await takenBack(tx, periodId),
    };
  });
}

async function currencyOf(tx: Tx): Promise<string> {
  const row = await tx.one(
    z.object({ currency: z.string() }),
    sql`select currency from network where id = ${tx.networkId}`,
  );
  return row.currency;
}

function shownRun(tx: Tx, periodId: number): Promise<PeriodRun | null> {
  return tx.find(
    runSchema,
    sql`select ${RUN_COLUMNS} from run r
         where r.network_id = ${tx.networkId} and r.id = coalesce(
           (select run_id from period_acceptance where network_id = ${tx.networkId} and period_id = ${periodId}),
           (select run_id from period_preview where network_id = ${tx.networkId} and period_id = ${periodId}))`,
  );
}

async function previewBefore(tx: Tx, periodId: number, runId: number): Promise<PeriodPage['before']> {
  const run = await tx.find(
    runSchema,
    sql`select ${RUN_COLUMNS} from run r
         where r.network_id = ${tx.networkId} and r.period_id = ${periodId} and r.id < ${runId} and r.kind = 'preview'
           and r.state = 'done' order by r.id desc limit 1`,
  );
  return run?.totals.review ?? null;
}

function runningRun(tx: Tx, periodId: number): Promise<PeriodPage['running']> {
  return tx.find(
    runningSchema,
    sql`select id, orders_done as "ordersDone", orders_total as "ordersTotal" from run
         where network_id = ${tx.networkId} and period_id = ${periodId} and state = 'running' order by id desc limit 1`,
  );
}

function outliersOf(tx: Tx, { id, totals }: PeriodRun) {
  const numbers = totals.review.outliers.slice(0, OUTLIERS_SHOWN);
  return tx.all(
    outlierSchema,
    sql`select f.number, n.first_name as "firstName", n.last_name as "lastName", f.amount_minor as "amountMinor"
          from partner_period f
          join partner n on n.network_id = ${tx.networkId} and n.number = f.number
         where f.network_id = ${tx.networkId} and f.run_id = ${id} and f.number = any(${numbers}::int[])
         order by f.amount_minor desc, f.number`,
  );
}

async function hasPlan(tx: Tx, periodId: number): Promise<boolean> {
  const found = await tx.run(
    sql`select from plan_version v
          join calendar c on c.network_id = ${tx.networkId} and c.programme_id = v.programme_id
          join period p on p.network_id = ${tx.networkId} and p.calendar_id = c.id and p.id = ${periodId}
         where v.network_id = ${tx.networkId} and v.effective_at <= p.starts_at`,
  );
  return found > 0;
}

function acceptanceOf(tx: Tx, periodId: number): Promise<PeriodPage['accepted']> {
  return tx.find(
    z.object({ at: iso, actor: z.string() }),
    sql`select accepted_at as at, actor from period_acceptance
         where network_id = ${tx.networkId} and period_id = ${periodId}`,
  );
}

async function takenBack(tx: Tx, periodId: number): Promise<string> {
  const row = await tx.one(
    z.object({ amount: z.bigint() }),
    sql`select coalesce(sum(amount_minor), 0)::bigint as amount from adjustment
         where network_id = ${tx.networkId} and period_id = ${periodId}`,
  );
  return row.amount.toString();
}
