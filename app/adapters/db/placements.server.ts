import { copyOut } from '#app/adapters/db/copy-out.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { float64, int32 } from '#app/domain/engine/column.ts';
import type { Placement } from '#app/domain/engine/facts.ts';

type Columns = ReturnType<typeof columnsOfTree>;

const columnsOfTree = () => ({
  number: int32(),
  owner: int32(),
  slot: int32(),
  parent: int32(),
  validFromMs: float64(),
  recordedSeq: float64(),
});

/**
 * Where people stand in the named trees of a period's programme, as recorded up to the watermark. Nobody moves, so a position is
 * its one edge: both are read as one row.
 */
export async function readPlacements(
  tx: Tx,
  { periodId, watermark }: { periodId: number; watermark: bigint },
  trees: ReadonlySet<string>,
): Promise<Placement[]> {
  if (trees.size === 0) return [];
  const byTree = new Map<string, Columns>();
  const columnsOf = (tree: string): Columns => {
    const known = byTree.get(tree);
    if (known) return known;
    const columns = columnsOfTree();
    byTree.set(tree, columns);
    return columns;
  };
  await copyOut(tx.client, placesQuery(tx.networkId, periodId, watermark), (row) => {
    const columns = columnsOf(row.text());
    columns.number.push(row.int());
    columns.owner.push(row.int());
    columns.parent.push(row.int());
    columns.slot.push(row.int());
    columns.validFromMs.push(row.ms());
    columns.recordedSeq.push(row.long());
  });
  return [...byTree].filter(([tree]) => trees.has(tree)).map(([tree, columns]) => placementOf(tree, columns));
}

const placesQuery = (network: number, periodId: number, watermark: bigint) => `
  select p.tree, p.number, p.owner, e.parent, e.slot, e.valid_from, e.recorded_seq
    from position p
    join placement_edge e on e.network_id = ${network} and e.programme_id = p.programme_id and e.tree = p.tree
                         and e.position = p.number
   where p.network_id = ${network} and p.recorded_seq <= ${watermark} and e.recorded_seq <= ${watermark}
     and p.programme_id = (select c.programme_id from period d
                             join calendar c on c.network_id = ${network} and c.id = d.calendar_id
                            where d.network_id = ${network} and d.id = ${periodId})`;

function placementOf(tree: string, columns: Columns): Placement {
  const number = columns.number.done();
  return {
    tree,
    positions: { number, owner: columns.owner.done() },
    edges: {
      partner: number,
      value: columns.parent.done(),
      validFromMs: columns.validFromMs.done(),
      recordedSeq: columns.recordedSeq.done(),
    },
    slot: columns.slot.done(),
  };
}
