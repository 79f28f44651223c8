import type pg from 'pg';
import { copyIn, type BulkConstant } from '#app/adapters/db/copy-in.server.ts';

/** One cap that took something of a run's rows. */
export interface StoredCap {
  /** The accepted period whose older plan has the cap; 0 for the run's own plan. */
  readonly periodId: number;
  /** Index in that plan; -1 for the plan's own caps. */
  readonly component: number;
  readonly kind: 'component' | 'order' | 'partner' | 'company';
  /** Partner number; 0 for an order and for the company, whose cap is followed by what it left each partner. */
  readonly about: number;
  /** The order of a cap by order, else 0. */
  readonly shopId: number;
  readonly orderId: bigint;
  readonly rawMinor: number;
  readonly cappedMinor: number;
}

/** Writes what caps took, numbered from 0 in the order of the list. In the bulk login's transaction. */
export async function writeCaps(
  client: pg.PoolClient,
  stamps: readonly BulkConstant[],
  caps: readonly StoredCap[],
): Promise<void> {
  const byKind = Map.groupBy(caps.keys(), (seq) => caps[seq]?.kind);
  for (const [kind, seqs] of byKind) {
    if (kind === undefined) continue;
    const ofKind = seqs.flatMap((seq) => caps[seq] ?? []);
    await copyIn(client, 'run_cap', {
      constants: [...stamps, { name: 'kind', type: 'text', value: kind }],
      columns: [
        { name: 'seq', type: 'int4', values: Int32Array.from(seqs) },
        { name: 'period_id', type: 'int4', values: Int32Array.from(ofKind, (cap) => cap.periodId) },
        { name: 'component', type: 'int2', values: Int32Array.from(ofKind, (cap) => cap.component) },
        { name: 'about', type: 'int4', values: Int32Array.from(ofKind, (cap) => cap.about) },
        { name: 'shop_id', type: 'int4', values: Int32Array.from(ofKind, (cap) => cap.shopId) },
        { name: 'order_id', type: 'id', values: BigInt64Array.from(ofKind, (cap) => cap.orderId) },
        { name: 'raw_minor', type: 'int8', values: Float64Array.from(ofKind, (cap) => cap.rawMinor) },
        { name: 'capped_minor', type: 'int8', values: Float64Array.from(ofKind, (cap) => cap.cappedMinor) },
      ],
      count: ofKind.length,
    });
  }
}
