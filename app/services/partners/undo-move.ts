import { lockFactsExclusive } from '#app/adapters/db/recording.server.ts';
import { edgesOf } from '#app/adapters/db/repositories/edges.server.ts';
import { lockPartner } from '#app/adapters/db/repositories/partners.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { AppError } from '#app/errors.ts';
import { requireOpen, writeEdge } from '#app/services/partners/move-sponsor.ts';

interface UndoMove {
  readonly networkId: NetworkId;
  readonly actor: string;
  readonly now: Date;
  readonly partner: number;
  /** The move to take back, by the number of its record. */
  readonly recordedSeq: bigint;
  readonly reason: string;
}

/**
 * Takes a move back as of its own date, until a period that it touches is accepted. Again: nothing.
 * @throws AppError tree.nothing-to-undo, tree.period-accepted, tree.cycle (others moved meanwhile)
 */
export function undoMove(undo: UndoMove): Promise<{ changed: boolean }> {
  return inTransaction(undo.networkId, async (tx) => {
    await lockFactsExclusive(tx);
    const partner = await lockPartner(tx, undo.partner);
    const edges = await edgesOf(tx, partner.number);
    if (edges.some((edge) => edge.undoes === undo.recordedSeq)) return { changed: false };
    const index = edges.findIndex((edge) => edge.recordedSeq === undo.recordedSeq);
    const move = edges[index];
    const before = edges[index - 1];
    const isLastOfItsInstant = edges[index + 1]?.validFrom.getTime() !== move?.validFrom.getTime();
    if (!move || !before || move.undoes !== null || !isLastOfItsInstant) throw new AppError('tree.nothing-to-undo');
    await requireOpen(tx, move.validFrom);
    await writeEdge(tx, {
      ...undo,
      sponsor: before.sponsor,
      validFrom: move.validFrom,
      undoes: move.recordedSeq,
      before: move.sponsor,
    });
    return { changed: true };
  });
}
