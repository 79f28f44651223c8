import type pg from 'pg';
import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { stateBytes, stateRecord } from '#app/adapters/db/state-bytes.ts';
import type { NetworkId, Tx } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';
import { NO_PRIOR, type PriorState } from '#app/domain/engine/prior-state.ts';

/** What a run leaves to the next period. */
export type StateLeft = Pick<PriorState, 'ranks' | 'components'>;

const RANKS = 'ranks';
const COMPONENT = 'component:';

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

/** Writes what a run leaves; states that are empty leave nothing. In the bulk login's transaction. */
export async function writeState(
  client: pg.PoolClient,
  { networkId, runId, state }: { networkId: NetworkId; runId: number; state: StateLeft },
): Promise<void> {
  const named: [string, Buffer][] = Object.entries(state.components)
    .filter(([, columns]) => Object.values(columns).some(({ length }) => length > 0))
    .map(([id, columns]) => [COMPONENT + id, stateBytes(columns)]);
  if (state.ranks.partner.length > 0) named.push([RANKS, stateBytes({ ...state.ranks })]);
  for (const [name, bytes] of named) {
    await client.query('insert into run_state (network_id, run_id, name, columns) values ($1, $2, $3, $4)', [
      networkId,
      runId,
      name,
      bytes,
    ]);
  }
}

/** What a run left; what it did not write is as if nothing had come before. */
export async function readState(tx: Tx, runId: number): Promise<StateLeft> {
  const rows = await tx.all(
    z.object({ name: z.string(), columns: bytesSchema }),
    sql`select name, columns from run_state where network_id = ${tx.networkId} and run_id = ${runId} order by name`,
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
