import type { NetworkId } from '#app/adapters/db/transaction.server.ts';
import { foldName } from '#app/domain/partners/fold-name.ts';
import { preorderOf } from '#app/domain/tree/preorder.ts';
import { rollUp } from '#app/domain/tree/roll-up.ts';
import type { TestDatabase } from '#tests/database/test-database.ts';

export const PERIOD_START = new Date('2026-11-01T00:00:00Z');
export const RUN_AT = new Date('2026-11-10T11:58:00Z');
export const RUN_ID = 1;

/** Number of the partner at an index of the parent array; 0 stays the house account. */
export const numberAt = (index: number): number => (index === 0 ? 0 : 1000 + index);

const FIRST = ['Anna', 'Ben', 'Cleo', 'Dörte', 'Emil', 'Fatma', 'Georg', 'Hanna', 'Ivo', 'Jana'];
const LAST = ['Arnold', 'Brandt', 'Cramer', 'Dietz', 'Ebert', 'Fuchs', 'Groß', 'Hahn', 'Iwan', 'Jahn'];

const firstName = (index: number): string => FIRST[index % FIRST.length] ?? '';
const lastName = (index: number): string => `${LAST[Math.floor(index / 10) % LAST.length]}${index}`;

/**
 * Writes a whole network as a run leaves it: `parent[i]` is the index of i's sponsor, index 0 the house account. Own sales of
 * partner i are i cents, every third is inactive; names repeat, so that a prefix finds many.
 */
export async function givenTree(database: TestDatabase, networkId: NetworkId, parent: Int32Array): Promise<void> {
  const { position, subtreeEnd, depth, ...rest } = preorderOf(parent);
  const own = Float64Array.from(parent, (_, index) => index);
  const team = rollUp(own, { position, subtreeEnd, depth, ...rest }, parent);
  const indexes = Array.from(parent, (_, index) => index);
  await database.asOwner(
    `insert into partner (network_id, number, status, sponsor, first_name, last_name, search_name, search_last, language, joined_at)
      select $1::int, n, case when n = 0 then 'house' else 'active' end, s, f, l, sn, sl, 'de',
             timestamptz '2026-01-01' + n * interval '1 minute'
        from unnest($2::int[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[]) as t(n, s, f, l, sn, sl)`,
    [
      networkId,
      indexes.map(numberAt),
      indexes.map((index) => numberAt(parent[index] as number)),
      indexes.map(firstName),
      indexes.map(lastName),
      indexes.map((index) => foldName(`${firstName(index)} ${lastName(index)}`)),
      indexes.map((index) => foldName(lastName(index))),
    ],
  );
  await database.asOwner(
    `insert into sponsor_edge (network_id, recorded_seq, number, sponsor, valid_from, reason, actor, recorded_at)
      select network_id, nextval('recorded_seq'), number, sponsor, joined_at, '', 'test', joined_at
        from partner where network_id = $1 and number > 0`,
    [networkId],
  );
  await database.asOwner(
    `insert into partner_code (network_id, folded, code, number, valid_from)
      select network_id, 'C0DE' || number, 'CODE' || number, number, joined_at from partner where network_id = $1 and number > 0`,
    [networkId],
  );
  await database.asOwner(
    `insert into partner_period (network_id, run_id, number, position, subtree_end, depth, active, customer_minor, own_minor,
                                 team_minor, orders, amount_minor)
      select $1::int, ${RUN_ID}, n, p, e, d, n % 3 <> 0, own, 0, team, 1, own / 10
        from unnest($2::int[], $3::int[], $4::int[], $5::int[], $6::bigint[], $7::bigint[]) as t(n, p, e, d, own, team)`,
    [networkId, indexes.map(numberAt), [...position], [...subtreeEnd], [...depth], [...own], [...team]],
  );
  await givenRun(database, networkId);
}

async function givenRun(database: TestDatabase, networkId: NetworkId): Promise<void> {
  await database.asOwner(
    `insert into period (network_id, id, calendar_id, starts_at, ends_at) values ($1, 1, 1, $2, '2026-12-01T00:00:00Z')`,
    [networkId, PERIOD_START],
  );
  await database.asOwner(
    `insert into run (network_id, id, period_id, kind, state, plan_version, watermark, started_at)
      values ($1, ${RUN_ID}, 1, 'preview', 'done', 1, (select coalesce(max(recorded_seq), 0) from sponsor_edge where network_id = $1), $2)`,
    [networkId, RUN_AT],
  );
  await database.asOwner(`insert into period_preview (network_id, period_id, run_id) values ($1, 1, ${RUN_ID})`, [
    networkId,
  ]);
}

/** Held and available balances of every partner, in so many postings each. */
export async function givenBalances(database: TestDatabase, networkId: NetworkId, postings: number): Promise<void> {
  await database.asOwner(
    `insert into ledger_posting (network_id, id, recorded_seq, kind, source_key, posted_at, actor)
      select $1, gen_random_uuid(), nextval('recorded_seq'), 'acceptance', 'test:' || k, now(), 'test'
        from generate_series(1, $2::int) k`,
    [networkId, postings],
  );
  await database.asOwner(
    `insert into ledger_entry (network_id, posting_id, account, partner, amount_minor)
      select $1, l.id, a.account, p.number, p.number % 1000
        from ledger_posting l cross join (values ('held'), ('available')) a(account)
        join partner p on p.network_id = $1 and p.number > 0 where l.network_id = $1`,
    [networkId],
  );
  await database.asOwner('analyze');
}
