import { z } from 'zod';
import { orderKeyText, type OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import type { CapOnRecord } from '#app/domain/explain/caps.ts';
import type { OrderCase, RowLeft } from '#app/domain/explain/case.ts';
import { minor } from '#app/domain/money/minor.ts';

const amount = z.bigint().transform(minor);

const capSchema = z.object({
  periodId: z.int(),
  kind: z.enum(['component', 'order', 'partner', 'company']),
  component: z.int(),
  earner: z.int(),
  shopId: z.int(),
  orderId: z.bigint(),
  rawMinor: amount,
  cappedMinor: amount,
});
type FoundCap = z.infer<typeof capSchema>;

/** An order of a run: whose plan pays it, as in `run_cap.period_id`, and everybody on the line above it. */
export interface CappedRequest {
  readonly key: OrderKey;
  readonly capPeriod: number;
  readonly partners: readonly number[];
}

/** What caps of the run's own plan took of partners and of the company. */
export async function capsOnPartners(tx: Tx, runId: number, partners: readonly number[]): Promise<CapOnRecord[]> {
  return (await capsOf(tx, runId, { partners, keys: [] })).filter(({ periodId }) => periodId === 0);
}

/** What caps did to orders of a run, by `orderKeyText`; nothing where they took nothing in it. */
export async function cappedOrders(
  tx: Tx,
  runId: number,
  requests: readonly CappedRequest[],
): Promise<Map<string, NonNullable<OrderCase['capped']>>> {
  if (!(await hasCaps(tx, runId))) return new Map();
  const keys = requests.map(({ key }) => key);
  const partners = [...new Set(requests.flatMap((request) => request.partners))];
  const caps = await capsOf(tx, runId, { partners, keys });
  const rows = Map.groupBy(await rowsOf(tx, runId, keys), orderKeyText);
  return new Map(
    requests.map(({ key, capPeriod }) => {
      const text = orderKeyText(key);
      const own = caps.filter(
        (cap) => cap.periodId === capPeriod && (cap.kind !== 'order' || orderKeyText(cap) === text),
      );
      return [text, { caps: own, rows: rows.get(text) ?? [] }];
    }),
  );
}

/** Whether caps took anything in a run. */
async function hasCaps(tx: Tx, runId: number): Promise<boolean> {
  const { has } = await tx.one(
    z.object({ has: z.boolean() }),
    sql`select exists (select from run_cap where network_id = ${tx.networkId} and run_id = ${runId}) as has`,
  );
  return has;
}

const keysOf = (keys: readonly OrderKey[]) =>
  sql`(select * from unnest(${keys.map((key) => key.shopId)}::int[], ${keys.map((key) => key.orderId)}::bigint[]))`;

function capsOf(
  tx: Tx,
  runId: number,
  { partners, keys }: { partners: readonly number[]; keys: readonly OrderKey[] },
): Promise<FoundCap[]> {
  return tx.all(
    capSchema,
    sql`select period_id as "periodId", kind, component, about as earner, shop_id as "shopId", order_id as "orderId",
               raw_minor as "rawMinor", capped_minor as "cappedMinor"
          from run_cap
         where network_id = ${tx.networkId} and run_id = ${runId}
           and (about = any(${partners}::int[]) or (about = 0 and ((shop_id, order_id) = (0, 0) or (shop_id, order_id) in ${keysOf(keys)})))
         order by seq`,
  );
}

const rowSchema = z.object({
  shopId: z.int(),
  orderId: z.bigint(),
  earner: z.int(),
  component: z.int(),
  level: z.int(),
  ratePpm: z.int(),
  amountMinor: amount,
});

/** The rows of orders in a run, a preview's or an accepted one's. */
function rowsOf(tx: Tx, runId: number, keys: readonly OrderKey[]): Promise<(RowLeft & OrderKey)[]> {
  const columns = sql`shop_id as "shopId", order_id as "orderId", earner, component, level, rate_ppm as "ratePpm",
    amount_minor as "amountMinor"`;
  const ofRun = sql`network_id = ${tx.networkId} and run_id = ${runId} and (shop_id, order_id) in ${keysOf(keys)}`;
  return tx.all(
    rowSchema,
    sql`select ${columns} from estimate where ${ofRun} union all select ${columns} from earning where ${ofRun}`,
  );
}
