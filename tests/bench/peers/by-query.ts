import type pg from 'pg';
import { ENGINE_FIGURES } from '#tests/bench/engine-plan.ts';

const { levels, leaders } = ENGINE_FIGURES;
const TOP = leaders.length - 1;
const FIELDS = 11;

interface Node {
  readonly number: number;
  readonly sponsor: number;
  readonly active: boolean;
  readonly rank: number;
  readonly levels: number;
}

interface Sale {
  readonly shop_id: number;
  readonly order_id: string;
  readonly as_of: Date;
  readonly number: number;
  readonly base: string;
}

function share(base: number, rate: number): number {
  const product = base * rate;
  const below = Math.floor(product / 1_000_000);
  const rest = product % 1_000_000;
  return rest > 500_000 || (rest === 500_000 && below % 2 === 1) ? below + 1 : below;
}

/**
 * The usual way: each order for itself, up the tree by one query per step, its rows inserted and committed. With the tree, activity
 * and ranks ready beside it. Answers milliseconds for a random sample of orders.
 */
export async function byQuery(
  owner: pg.Client,
  { networkId, runId, sample }: { networkId: number; runId: number; sample: number },
): Promise<number> {
  const { rows: sales } = await owner.query<Sale>(`select * from sale order by hashint8(order_id) limit ${sample}`);
  let rowNo = 0;
  const begin = performance.now();
  for (const sale of sales) {
    const values: unknown[] = [];
    const pay = (node: Node, component: number, level: number, rate: number) => {
      const amount = share(Number(sale.base), rate);
      rowNo += 1;
      if (amount > 0)
        values.push(
          rowNo,
          node.number,
          sale.shop_id,
          sale.order_id,
          sale.as_of,
          component,
          level,
          rate,
          sale.base,
          amount,
          0,
        );
    };
    let next = sale.number;
    let level = 0;
    let blocked = 0;
    for (let step = 1; next !== 0 && (level < levels.length || blocked < TOP); step += 1) {
      const { rows } = await owner.query<Node>({
        name: 'up',
        text: 'select * from standing where number = $1',
        values: [next],
      });
      const [node] = rows;
      if (!node) break;
      if (node.active && level < levels.length && node.levels > level)
        pay(node, 0, (level += 1), levels[level - 1] ?? 0);
      if (node.active && node.rank > blocked) pay(node, 1, step, leaders[node.rank] ?? 0);
      if (node.active && step > 1) blocked = Math.max(blocked, node.rank);
      next = node.sponsor;
    }
    await insertRows(owner, { networkId, runId, values });
  }
  return performance.now() - begin;
}

async function insertRows(
  owner: pg.Client,
  { networkId, runId, values }: { networkId: number; runId: number; values: unknown[] },
): Promise<void> {
  if (values.length === 0) return;
  const tuples = Array.from(
    { length: values.length / FIELDS },
    (_, row) =>
      `(${networkId}, ${runId}, ${Array.from({ length: FIELDS }, (__, field) => `$${row * FIELDS + field + 1}`).join(', ')})`,
  );
  await owner.query(
    `insert into estimate (network_id, run_id, row_no, earner, shop_id, order_id, as_of, component, level, rate_ppm, base_minor,
                           amount_minor, source) values ${tuples.join(', ')}`,
    values,
  );
}
