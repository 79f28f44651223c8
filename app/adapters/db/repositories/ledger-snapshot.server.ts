import { z } from 'zod';
import { findSetting } from '#app/adapters/db/repositories/settings.server.ts';
import { sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { minor, type Minor } from '#app/domain/money/minor.ts';
import { SETTINGS } from '#app/domain/settings/settings.ts';

/**
 * The books as of one posting, so that pages need not add up every entry: totals in `ledger_snapshot`, the available account by
 * partner in `available_balance`. A figure is always the snapshot and what came after it, read in one statement; money is
 * moved by the entries alone.
 */

/**
 * Entries `e` of partners' accounts that the snapshot does not hold yet; all of them where there is none. `known` is where it
 * stood a moment ago: only a number lets the planner see that few postings are meant.
 */
const entriesSince = (tx: Tx, known: bigint): Sql => sql`
  select e.account, e.partner, e.amount_minor from ledger_posting p
    join ledger_entry e on e.network_id = ${tx.networkId} and e.posting_id = p.id and e.partner <> 0
   where p.network_id = ${tx.networkId} and p.recorded_seq > ${known}::bigint
     and p.recorded_seq > coalesce((select through_seq from ledger_snapshot where network_id = ${tx.networkId}), 0)`;

/** The posting at which the snapshot stands; 0 where there is none. It never goes back. */
async function knownThrough(tx: Tx): Promise<bigint> {
  const snapshot = await tx.find(
    z.object({ throughSeq: z.bigint() }),
    sql`select through_seq as "throughSeq" from ledger_snapshot where network_id = ${tx.networkId}`,
  );
  return snapshot?.throughSeq ?? 0n;
}

/** Lines of batches that were opened since the snapshot, and, negative, of those that are open no more. */
const linesSince = (tx: Tx): Sql => sql`
  select l.number as partner, case when k.is_open then l.amount_minor else -l.amount_minor end as amount_minor
    from (select b.id, b.state in ('draft', 'exported') as is_open from payout_batch b where b.network_id = ${tx.networkId}) k
    join payout l on l.network_id = ${tx.networkId} and l.batch_id = k.id
   where k.is_open <> (k.id = any(coalesce((select open_batches from ledger_snapshot where network_id = ${tx.networkId}),
                                           '{}'::int[])))`;

/** What both change of a partner's balances. */
const changesSince = (tx: Tx, known: bigint): Sql => sql`
  select partner, sum(amount)::bigint as amount_minor, sum(in_batches)::bigint as in_batches_minor, sum(held)::bigint as held_minor
    from (select partner, case when account = 'available' then amount_minor else 0 end as amount, 0::bigint as in_batches,
                 case when account = 'held' then amount_minor else 0 end as held
            from (${entriesSince(tx, known)}) entries where account in ('available', 'held')
          union all
          select partner, 0::bigint, amount_minor, 0::bigint from (${linesSince(tx)}) lines) changes
   group by partner having sum(amount) <> 0 or sum(in_batches) <> 0 or sum(held) <> 0`;

/** Totals of `entries`, one row. */
const TOTALS = sql`coalesce(sum(amount_minor) filter (where account = 'held'), 0)::bigint as held,
  coalesce(sum(amount_minor) filter (where account = 'available'), 0)::bigint as available,
  coalesce(sum(amount_minor) filter (where account = 'paid'), 0)::bigint as paid`;

const amount = z.bigint().transform(minor);
const totalsSchema = z.object({ heldMinor: amount, availableMinor: amount, paidMinor: amount });

/** What the network's partners have on each account, in minor units. */
export type LedgerTotals = z.infer<typeof totalsSchema>;

/** The balances of all partners together. */
export async function ledgerTotals(tx: Tx): Promise<LedgerTotals> {
  const known = await knownThrough(tx);
  return tx.one(
    totalsSchema,
    sql`select (coalesce(max(s.held_minor), 0) + max(since.held))::bigint as "heldMinor",
               (coalesce(max(s.available_minor), 0) + max(since.available))::bigint as "availableMinor",
               (coalesce(max(s.paid_minor), 0) + max(since.paid))::bigint as "paidMinor"
          from (select ${TOTALS} from (${entriesSince(tx, known)}) entries) since
          left join ledger_snapshot s on s.network_id = ${tx.networkId}`,
  );
}

/** Number and balances of the partners of a relation, `found (number)`: snapshot and what came after it. */
const balancesAmong = (tx: Tx, found: Sql): Sql => sql`
  select count(*)::int as partners,
         (coalesce(sum(b.held_minor), 0) + coalesce(sum(c.held_minor), 0))::bigint as held,
         (coalesce(sum(b.amount_minor), 0) + coalesce(sum(c.amount_minor), 0))::bigint as available
    from (${found}) f
    left join available_balance b on b.network_id = ${tx.networkId} and b.partner = f.number
    left join changed c on c.partner = f.number`;

const amongSchema = totalsSchema.omit({ paidMinor: true }).extend({ partners: z.int() });

/** What some partners have together, and how many they are. */
export type TotalsAmong = z.infer<typeof amongSchema>;

/**
 * What the partners of a relation `found (number)` have on each account together.
 * @param found names each once, and not partner 0
 */
export async function totalsAmong(tx: Tx, found: Sql): Promise<TotalsAmong> {
  const known = await knownThrough(tx);
  return tx.one(
    amongSchema,
    sql`with changed as materialized (${changesSince(tx, known)})
        select partners, held as "heldMinor", available as "availableMinor" from (${balancesAmong(tx, found)}) among`,
  );
}

/**
 * What all partners but those of a relation `others (number)` have: to be asked where the others are fewer. `partners` is the number of
 * the others.
 */
export async function totalsWithout(tx: Tx, others: Sql): Promise<TotalsAmong> {
  const known = await knownThrough(tx);
  return tx.one(
    amongSchema,
    sql`with changed as materialized (${changesSince(tx, known)})
        select o.partners, (s.held + c.held - o.held)::bigint as "heldMinor", (s.available + c.available - o.available)::bigint as "availableMinor"
          from (${balancesAmong(tx, others)}) o
         cross join (select coalesce(max(held_minor), 0) as held, coalesce(max(available_minor), 0) as available
                       from ledger_snapshot where network_id = ${tx.networkId}) s
         cross join (select coalesce(sum(held_minor), 0) as held, coalesce(sum(amount_minor), 0) as available from changed) c`,
  );
}

interface Share {
  readonly partners: number;
  readonly sumMinor: Minor;
}

/** How many partners have something available and what a batch would take of it, as `payableOf` judges each of them. */
export interface PayableTotals {
  readonly available: Share;
  readonly payable: Share;
  readonly belowMinimum: Share;
  readonly inOpenBatch: Share;
}

const judgedSchema = z.object({
  verdict: z.int(),
  partners: z.int(),
  availableMinor: z.bigint(),
  restMinor: z.bigint(),
});
const [PAYABLE, BELOW_MINIMUM, IN_OPEN_BATCH] = [0, 1, 2];

/** The verdict of `payableOf` on a balance with `rest`. */
const verdictOf = (minimumMinor: Sql): Sql =>
  sql`case when rest <= 0 then ${IN_OPEN_BATCH}::int when rest < ${minimumMinor} then ${BELOW_MINIMUM}::int
           else ${PAYABLE}::int end`;

const judged = (balances: Sql, minimumMinor: bigint, sign: 1 | -1): Sql => sql`
  select ${verdictOf(sql`${minimumMinor}::bigint`)} as verdict, ${sign}::int * count(*) as partners, ${sign}::int * sum(available) as available,
         ${sign}::int * sum(rest) as rest
    from (${balances}) balances where available > 0 group by 1`;

/** The verdicts that snapshot `s` keeps, as rows `t`. */
const verdictsOf = sql`jsonb_to_recordset(s.verdicts) as t (verdict int, partners bigint, available numeric, rest numeric)`;

const storedBalances = (tx: Tx): Sql =>
  sql`select b.partner, b.amount_minor as available, b.amount_minor - b.in_batches_minor as rest
        from available_balance b where b.network_id = ${tx.networkId} and b.amount_minor > 0`;

/**
 * Stored balances were judged when the snapshot was made, under the minimum of that day, or are judged now; the few that
 * changed are judged again: minus what they were, plus what they are.
 * @param minimumMinor below it nobody is paid; minor units
 */
export async function payableTotals(tx: Tx, minimumMinor: bigint): Promise<PayableTotals> {
  const known = await knownThrough(tx);
  const stored = storedBalances(tx);
  const totals = sql`select t.verdict, t.partners, t.available, t.rest from ledger_snapshot s
                      cross join lateral ${verdictsOf} where s.network_id = ${tx.networkId} and s.minimum_minor = ${minimumMinor}::bigint`;
  const unjudged = sql`${stored} and not exists (
    select from ledger_snapshot s where s.network_id = ${tx.networkId} and s.minimum_minor = ${minimumMinor}::bigint)`;
  const before = sql`select s.available, s.rest from changed c join (${stored}) s on s.partner = c.partner`;
  const after = sql`select coalesce(b.amount_minor, 0) + c.amount_minor as available,
                           coalesce(b.amount_minor - b.in_batches_minor, 0) + c.amount_minor - c.in_batches_minor as rest
                      from changed c
                      left join available_balance b on b.network_id = ${tx.networkId} and b.partner = c.partner`;
  const rows = await tx.all(
    judgedSchema,
    sql`with changed as materialized (${changesSince(tx, known)})
        select verdict, sum(partners)::int as partners, sum(available)::bigint as "availableMinor", sum(rest)::bigint as "restMinor"
          from (${totals} union all ${judged(unjudged, minimumMinor, 1)}
                union all ${judged(before, minimumMinor, -1)} union all ${judged(after, minimumMinor, 1)}) parts group by verdict`,
  );
  const shareOf = (wanted: number | null, figure: 'availableMinor' | 'restMinor'): Share => {
    const those = rows.filter((row) => wanted === null || row.verdict === wanted);
    return {
      partners: those.reduce((sum, { partners }) => sum + partners, 0),
      sumMinor: minor(those.reduce((sum, row) => sum + row[figure], 0n)),
    };
  };
  return {
    available: shareOf(null, 'availableMinor'),
    payable: shareOf(PAYABLE, 'restMinor'),
    belowMinimum: shareOf(BELOW_MINIMUM, 'availableMinor'),
    inOpenBatch: shareOf(IN_OPEN_BATCH, 'availableMinor'),
  };
}

const markSchema = z.object({ throughSeq: z.bigint(), openBatches: z.array(z.int()), isCurrent: z.boolean() });

/**
 * Brings the snapshot up to the newest posting and the batches that are open. Again, it changes nothing. The caller holds the
 * ledger lock, so that no posting with a smaller number is under way.
 */
export async function foldLedger(tx: Tx): Promise<void> {
  const { throughSeq, openBatches, isCurrent } = await tx.one(
    markSchema,
    sql`select seq as "throughSeq", open as "openBatches",
               exists (select from ledger_snapshot s
                        where s.network_id = ${tx.networkId} and s.through_seq = seq and s.open_batches = open) as "isCurrent"
          from (select (select coalesce(max(recorded_seq), 0)::bigint from ledger_posting where network_id = ${tx.networkId}) as seq,
                       array(select id from payout_batch
                              where network_id = ${tx.networkId} and state in ('draft', 'exported') order by id) as open) mark`,
  );
  if (isCurrent) return;
  const known = await knownThrough(tx);
  await tx.run(
    sql`insert into available_balance as b (network_id, partner, amount_minor, in_batches_minor, held_minor)
        select ${tx.networkId}::int, partner, amount_minor, in_batches_minor, held_minor from (${changesSince(tx, known)}) changed
        on conflict (network_id, partner) do update
          set amount_minor = b.amount_minor + excluded.amount_minor,
              in_batches_minor = b.in_batches_minor + excluded.in_batches_minor,
              held_minor = b.held_minor + excluded.held_minor
          where b.network_id = ${tx.networkId}`,
  );
  await tx.run(
    sql`insert into ledger_snapshot as s (network_id, through_seq, open_batches, held_minor, available_minor, paid_minor)
        select ${tx.networkId}::int, ${throughSeq}::bigint, ${openBatches}::int[], held, available, paid
          from (select ${TOTALS} from (${entriesSince(tx, known)}) entries) since
        on conflict (network_id) do update
          set through_seq = excluded.through_seq,
              open_batches = excluded.open_batches,
              held_minor = s.held_minor + excluded.held_minor,
              available_minor = s.available_minor + excluded.available_minor,
              paid_minor = s.paid_minor + excluded.paid_minor
          where s.network_id = ${tx.networkId}`,
  );
  await judgeStored(tx);
}

/** Judges every stored balance under the minimum of now. */
async function judgeStored(tx: Tx): Promise<void> {
  const setting = await findSetting(tx, 'payout');
  const minimumMinor = BigInt(SETTINGS.payout.parse(setting?.value).minimumMinor);
  await tx.run(
    sql`update ledger_snapshot set minimum_minor = ${minimumMinor}::bigint, verdicts = coalesce((
          select jsonb_agg(jsonb_build_object('verdict', verdict, 'partners', partners, 'available', available, 'rest', rest))
            from (${judged(storedBalances(tx), minimumMinor, 1)}) judged), '[]')
         where network_id = ${tx.networkId}`,
  );
}

/** Verdicts `kept` with the snapshot that are not those on the stored balances, under the minimum for which they were made. */
const wronglyJudged = (tx: Tx): Sql => sql`
  select from (select t.* from ledger_snapshot s cross join lateral ${verdictsOf} where s.network_id = ${tx.networkId}) kept
    full join (
      select v.verdict, count(*) as partners, sum(b.available) as available, sum(b.rest) as rest
        from ledger_snapshot s
       cross join (${storedBalances(tx)}) b
       cross join lateral (select ${verdictOf(sql`s.minimum_minor`)} as verdict) v
       where s.network_id = ${tx.networkId} and s.minimum_minor is not null
       group by v.verdict) j on j.verdict = kept.verdict
   where (kept.partners, kept.available, kept.rest) is distinct from (j.partners, j.available, j.rest)`;

/** Whether the snapshot is, to the cent, what entries and batches up to its posting add up to. */
export async function isSnapshotTrue(tx: Tx): Promise<boolean> {
  const { isTrue } = await tx.one(
    z.object({ isTrue: z.boolean() }),
    sql`with mark as materialized (
               select s.through_seq, s.open_batches, s.held_minor, s.available_minor, s.paid_minor
                 from ledger_snapshot s where s.network_id = ${tx.networkId}),
             entries as materialized (
               select e.account, e.partner, e.amount_minor from mark
                 join ledger_posting p on p.network_id = ${tx.networkId} and p.recorded_seq <= mark.through_seq
                 join ledger_entry e on e.network_id = ${tx.networkId} and e.posting_id = p.id and e.partner <> 0),
             balance as (
               select partner, sum(amount)::bigint as amount, sum(in_batches)::bigint as in_batches, sum(held)::bigint as held from (
                 select partner, case when account = 'available' then amount_minor else 0 end as amount, 0 as in_batches,
                        case when account = 'held' then amount_minor else 0 end as held
                   from entries where account in ('available', 'held')
                 union all
                 select l.number, 0, l.amount_minor, 0 from mark
                   join payout l on l.network_id = ${tx.networkId} and l.batch_id = any(mark.open_batches)) parts
                group by partner having sum(amount) <> 0 or sum(in_batches) <> 0 or sum(held) <> 0),
             stored as (
               select b.partner, b.amount_minor, b.in_batches_minor, b.held_minor from available_balance b
                where b.network_id = ${tx.networkId} and (b.amount_minor <> 0 or b.in_batches_minor <> 0 or b.held_minor <> 0))
        select not exists (select from balance full join stored using (partner)
                            where (amount, in_batches, held) is distinct from (amount_minor, in_batches_minor, stored.held_minor))
               and not exists (${wronglyJudged(tx)})
               and not exists (select from mark, (select ${TOTALS} from entries) total
                                where (held_minor, available_minor, paid_minor) is distinct from (held, available, paid)) as "isTrue"`,
  );
  return isTrue;
}

/** Empties the snapshot and adds everything up again. The caller holds the ledger lock. */
export async function refoldLedger(tx: Tx): Promise<void> {
  await tx.run(sql`delete from available_balance where network_id = ${tx.networkId}`);
  await tx.run(sql`delete from ledger_snapshot where network_id = ${tx.networkId}`);
  await foldLedger(tx);
}
