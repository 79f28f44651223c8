import { z } from 'zod';
import { copyOut } from '#app/adapters/db/copy-out.server.ts';
import { sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { float64, int32 } from '#app/domain/engine/column.ts';
import type { Waiting } from '#app/domain/placement/place-waiting.ts';
import type { DatedFacts } from '#app/domain/tree/dated.ts';

/** A placement tree of a network: the programme, and its id in the plan. */
export interface TreeKey {
  readonly programmeId: number;
  readonly tree: string;
}

/** A position that somebody got, with the fact that says so. `place` is 1 for his first one in the tree. */
export interface NewPosition {
  readonly recordedSeq: bigint;
  readonly number: number;
  readonly owner: number;
  readonly place: number;
  readonly parent: number;
  readonly slot: number;
  readonly validFrom: Date;
  readonly reason: string;
  readonly actor: string;
  readonly recordedAt: Date;
}

/** Who stands where, by position number; index 0 is the house account's. */
export interface PositionColumns {
  readonly parent: Int32Array;
  readonly slot: Int32Array;
  readonly owner: Int32Array;
  readonly sinceMs: Float64Array;
}

/** Rows per statement. */
const BATCH = 10_000;

/** Appends positions with their places. The caller holds the lock of placing and the facts' one, and took the numbers after it. */
export async function appendPositions(
  tx: Tx,
  { programmeId, tree }: TreeKey,
  all: readonly NewPosition[],
): Promise<void> {
  for (let from = 0; from < all.length; from += BATCH) {
    const rows = all.slice(from, from + BATCH);
    const seqs = rows.map((row) => row.recordedSeq.toString());
    const numbers = rows.map((row) => row.number);
    await tx.run(
      sql`insert into position (network_id, programme_id, tree, recorded_seq, number, owner, place)
          select ${tx.networkId}::int, ${programmeId}::int, ${tree}::text, * from unnest(
            ${seqs}::bigint[], ${numbers}::int[], ${rows.map((row) => row.owner)}::int[],
            ${rows.map((row) => row.place)}::int[])`,
    );
    await tx.run(
      sql`insert into placement_edge (network_id, programme_id, tree, recorded_seq, position, parent, slot, valid_from,
                                      reason, actor, recorded_at)
          select ${tx.networkId}::int, ${programmeId}::int, ${tree}::text, * from unnest(
            ${seqs}::bigint[], ${numbers}::int[], ${rows.map((row) => row.parent)}::int[],
            ${rows.map((row) => row.slot)}::int[], ${rows.map((row) => row.validFrom)}::timestamptz[],
            ${rows.map((row) => row.reason)}::text[], ${rows.map((row) => row.actor)}::text[],
            ${rows.map((row) => row.recordedAt)}::timestamptz[])`,
    );
  }
}

/** A whole tree, read in one go. */
export async function readPositions(tx: Tx, { programmeId, tree }: TreeKey): Promise<PositionColumns> {
  const columns = { parent: int32(), slot: int32(), owner: int32(), sinceMs: float64() };
  const add = (parent: number, slot: number, owner: number, sinceMs: number) => {
    columns.parent.push(parent);
    columns.slot.push(slot);
    columns.owner.push(owner);
    columns.sinceMs.push(sinceMs);
  };
  add(0, 0, 0, -Infinity);
  await copyOut(
    tx.client,
    `select e.parent, e.slot, p.owner, e.valid_from from position p
       join placement_edge e on e.network_id = ${tx.networkId} and e.programme_id = p.programme_id and e.tree = p.tree
                            and e.position = p.number
      where p.network_id = ${tx.networkId} and p.programme_id = ${programmeId} and p.tree = '${nameOf(tree)}'
      order by p.number`,
    (row) => {
      add(row.int(), row.int(), row.int(), row.ms());
    },
  );
  return {
    parent: columns.parent.done(),
    slot: columns.slot.done(),
    owner: columns.owner.done(),
    sinceMs: columns.sinceMs.done(),
  };
}

/**
 * Whoever has a position in a tree. What follows from it is worked out here and not in the statement: right after many were placed
 * the database takes a whole tree for one row, and would compare everybody with everybody.
 */
async function ownersIn(tx: Tx, { programmeId, tree }: TreeKey): Promise<ReadonlySet<number>> {
  const owners = new Set<number>();
  await copyOut(
    tx.client,
    `select owner from position
      where network_id = ${tx.networkId} and programme_id = ${programmeId} and tree = '${nameOf(tree)}'`,
    (row) => owners.add(row.int()),
  );
  return owners;
}

/** Partners without a position in a tree who joined at or before `untilMs`. */
export async function partnersWithoutPosition(tx: Tx, key: TreeKey, untilMs: number): Promise<Waiting[]> {
  const owners = await ownersIn(tx, key);
  const waiting: Waiting[] = [];
  await copyOut(
    tx.client,
    `select number, joined_at from partner
      where network_id = ${tx.networkId} and number > 0 and status in ('active', 'suspended')`,
    (row) => {
      const partner = row.int();
      const joinedMs = row.ms();
      if (joinedMs <= untilMs && !owners.has(partner)) waiting.push({ partner, joinedMs });
    },
  );
  return waiting;
}

/** Every sponsor that somebody without a position ever had: of the others nobody asks when people are placed. */
export async function sponsorsOfUnplaced(tx: Tx, key: TreeKey): Promise<DatedFacts> {
  const owners = await ownersIn(tx, key);
  const columns = { partner: int32(), value: int32(), validFromMs: float64(), recordedSeq: float64() };
  await copyOut(
    tx.client,
    `select number, sponsor, valid_from, recorded_seq from sponsor_edge where network_id = ${tx.networkId}`,
    (row) => {
      const partner = row.int();
      const [sponsor, validFromMs, recordedSeq] = [row.int(), row.ms(), row.long()];
      if (owners.has(partner)) return;
      columns.partner.push(partner);
      columns.value.push(sponsor);
      columns.validFromMs.push(validFromMs);
      columns.recordedSeq.push(recordedSeq);
    },
  );
  return {
    partner: columns.partner.done(),
    value: columns.value.done(),
    validFromMs: columns.validFromMs.done(),
    recordedSeq: columns.recordedSeq.done(),
  };
}

/** The newest run that wrote figures; null before the first one. */
export async function newestRun(tx: Tx): Promise<number | null> {
  const { runId } = await tx.one(
    z.object({ runId: z.int().nullable() }),
    sql`select greatest((select max(v.run_id) from period_preview v where v.network_id = ${tx.networkId}),
                        (select max(a.run_id) from period_acceptance a where a.network_id = ${tx.networkId})) as "runId"`,
  );
  return runId;
}

/** What partners and their customers bought as a run saw it, in minor units by partner. */
export async function salesOfRun(tx: Tx, runId: number): Promise<ReadonlyMap<number, number>> {
  const sales = new Map<number, number>();
  await copyOut(
    tx.client,
    `select f.number, f.own_minor + f.customer_minor from partner_period f
      where f.network_id = ${tx.networkId} and f.number > 0 and f.own_minor + f.customer_minor <> 0
        and f.run_id = ${runId}`,
    (row) => sales.set(row.int(), row.long()),
  );
  return sales;
}

/** The id of a tree as it may stand in a COPY, which takes no values. */
function nameOf(tree: string): string {
  return z
    .string()
    .regex(/^[a-z0-9_]+$/)
    .parse(tree);
}

const foundSchema = z.object({ number: z.int(), parent: z.int(), slot: z.int(), since: z.date() });

/** A position with the place it has. */
export type FoundPosition = z.infer<typeof foundSchema>;

/** The positions that somebody holds in a tree, his first one first. */
export function findPositions(tx: Tx, { programmeId, tree }: TreeKey, owner: number): Promise<FoundPosition[]> {
  return tx.all(
    foundSchema,
    sql`select p.number, e.parent, e.slot, e.valid_from as since from position p
          join placement_edge e on e.network_id = ${tx.networkId} and e.programme_id = p.programme_id and e.tree = p.tree
                               and e.position = p.number
         where p.network_id = ${tx.networkId} and p.programme_id = ${programmeId} and p.tree = ${tree}
           and p.owner = ${owner}
         order by p.place`,
  );
}

/** Who holds which of these positions. */
export async function ownersOf(
  tx: Tx,
  { programmeId, tree }: TreeKey,
  positions: readonly number[],
): Promise<Map<number, number>> {
  const rows = await tx.all(
    z.object({ number: z.int(), owner: z.int() }),
    sql`select number, owner from position
         where network_id = ${tx.networkId} and programme_id = ${programmeId} and tree = ${tree}
           and number = any(${positions}::int[])`,
  );
  return new Map(rows.map(({ number, owner }) => [number, owner]));
}

/** How many positions a tree has: they are numbered without gaps. */
export async function countPositions(tx: Tx, { programmeId, tree }: TreeKey): Promise<number> {
  const { last } = await tx.one(
    z.object({ last: z.int() }),
    sql`select coalesce(max(number), 0)::int as last from position
         where network_id = ${tx.networkId} and programme_id = ${programmeId} and tree = ${tree}`,
  );
  return last;
}

/**
 * Partners `n` who joined after an instant, take part and have no position in a tree; few, as they are found by their instant. `offset`
 * keeps the question one look-up for each, whatever the database believes of the tree's size.
 */
export const joinedWithoutPosition = (tx: Tx, { programmeId, tree }: TreeKey, after: Date): Sql => sql`
  n.network_id = ${tx.networkId} and n.number > 0 and n.status in ('active', 'suspended') and n.joined_at > ${after}
  and not exists (select from position p where p.network_id = ${tx.networkId} and p.programme_id = ${programmeId}
                     and p.tree = ${tree} and p.owner = n.number offset 0)`;
