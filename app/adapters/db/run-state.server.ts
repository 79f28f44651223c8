import type pg from 'pg';
import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { stateBytes, stateRecord } from '#app/adapters/db/state-bytes.ts';
import type { NetworkId, Tx } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';
import { NO_PRIOR, type ComponentEarnings, type PriorState } from '#app/domain/engine/prior-state.ts';

/** What a run leaves to the next period, and to components of a longer cadence. */
export interface StateLeft extends Pick<PriorState, 'ranks' | 'components'> {
  readonly earnings: readonly ComponentEarnings[];
}

const RANKS = 'ranks';
const COMPONENT = 'component:';
const EARNINGS = 'earnings:';

const bytesSchema = z.instanceof(Buffer);
const ranksSchema = z.strictObject({
  ladder: z.array(z.string()),
  partner: z.instanceof(Int32Array),
  title: z.instanceof(Int8Array),
  paidAs: z.instanceof(Int8Array),
  reachedBy: z.instanceof(Int32Array),
  reached: z.instanceof(Int8Array),
  sincePromotion: z.instanceof(Int32Array),
  graceUsed: z.instanceof(Int32Array),
  sinceGrace: z.instanceof(Int32Array),
});
const componentSchema = z.record(z.string(), z.instanceof(Float64Array));
const earningsSchema = z.strictObject({
  partner: z.instanceof(Int32Array),
  netMinor: z.instanceof(Float64Array),
  grossMinor: z.instanceof(Float64Array),
});

/** Writes what a run leaves; states that are empty leave nothing. In the bulk login's transaction. */
export async function writeState(
  client: pg.PoolClient,
  { networkId, runId, state }: { networkId: NetworkId; runId: number; state: StateLeft },
): Promise<void> {
  const named: [string, Buffer][] = Object.entries(state.components)
    .filter(([, columns]) => Object.values(columns).some(({ length }) => length > 0))
    .map(([id, columns]) => [COMPONENT + id, stateBytes(columns)]);
  if (state.ranks.partner.length > 0) named.push([RANKS, stateBytes({ ...state.ranks })]);
  for (const { component, ...columns } of state.earnings) {
    if (columns.partner.length > 0) named.push([EARNINGS + component, stateBytes(columns)]);
  }
  for (const [name, bytes] of named) {
    await client.query('insert into run_state (network_id, run_id, name, columns) values ($1, $2, $3, $4)', [
      networkId,
      runId,
      name,
      bytes,
    ]);
  }
}

const storedSchema = z.object({ name: z.string(), columns: bytesSchema });

/** What a run left to the next period; what it did not write is as if nothing had come before. */
export async function readState(tx: Tx, runId: number): Promise<Omit<StateLeft, 'earnings'>> {
  const rows = await tx.all(
    storedSchema,
    sql`select name, columns from run_state
         where network_id = ${tx.networkId} and run_id = ${runId} and not starts_with(name, ${EARNINGS}) order by name`,
  );
  let { ranks } = NO_PRIOR;
  const components: Record<string, z.infer<typeof componentSchema>> = {};
  for (const { name, columns } of rows) {
    const record = stateRecord(columns);
    if (name === RANKS) ranks = ranksSchema.parse(record);
    else {
      assert(name.startsWith(COMPONENT), `unknown state ${name}`);
      components[name.slice(COMPONENT.length)] = componentSchema.parse(record);
    }
  }
  return { ranks, components };
}

/** What components paid in some runs that others of a longer cadence match, run by run in the order of the list. */
export async function readEarnings(tx: Tx, runIds: readonly number[]): Promise<ComponentEarnings[]> {
  if (runIds.length === 0) return [];
  const rows = await tx.all(
    storedSchema,
    sql`select s.name, s.columns from unnest(${runIds}::int[]) with ordinality as of_run (run_id, place)
          join run_state s on s.network_id = ${tx.networkId} and s.run_id = of_run.run_id and starts_with(s.name, ${EARNINGS})
         order by of_run.place, s.name`,
  );
  return rows.map(({ name, columns }) => ({
    component: name.slice(EARNINGS.length),
    ...earningsSchema.parse(stateRecord(columns)),
  }));
}
