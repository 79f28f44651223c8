import { requestOf } from '#app/adapters/db/job-kind.ts';
import { enqueue } from '#app/adapters/db/queue.server.ts';
import { lockFactsExclusive, nextRecordedSeqs } from '#app/adapters/db/recording.server.ts';
import { acceptedThrough } from '#app/adapters/db/repositories/accepted-through.server.ts';
import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import { findClosingPath } from '#app/adapters/db/repositories/closing-path.server.ts';
import { appendEdges, edgesOf, type SponsorEdge } from '#app/adapters/db/repositories/edges.server.ts';
import { lockPartner, partnersByNumber } from '#app/adapters/db/repositories/partners.server.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';
import { AppError } from '#app/errors.ts';
import { orderPreview } from '#app/services/runs/order-preview.ts';
import { SETTLE_PARTNER } from '#app/services/partners/after-change.ts';
import { requireSponsor } from '#app/services/partners/new-partner.ts';
import { settleSponsor } from '#app/services/partners/settle-partner.ts';

export interface MoveSponsor {
  readonly networkId: NetworkId;
  readonly actor: string;
  readonly now: Date;
  readonly partner: number;
  readonly sponsor: number;
  /** From when on; never before the end of the newest accepted period. */
  readonly validFrom: Date;
  readonly reason: string;
}

/**
 * Puts a partner, and everybody below, under another sponsor from `validFrom` on; earlier orders keep their upline (plans 4.6).
 * The same move again: nothing.
 * @throws AppError tree.cycle (now or at a later dated edge), tree.period-accepted, tree.sponsor-not-found
 */
export function moveSponsor(move: MoveSponsor): Promise<{ changed: boolean }> {
  return inTransaction(move.networkId, async (tx) => {
    await lockFactsExclusive(tx); // two moves, each legal alone, can close a cycle together
    const partner = await lockPartner(tx, move.partner);
    await requireSponsor(tx, move.sponsor);
    const edges = await edgesOf(tx, partner.number);
    const validFrom = notBefore(move.validFrom, edges[0]?.validFrom);
    const inForce = edges.findLast((edge) => edge.validFrom <= validFrom);
    assert(inForce, `a partner without a sponsor: ${partner.number}`);
    if (inForce.sponsor === move.sponsor) return { changed: false };
    await requireOpen(tx, validFrom);
    await requireThereBy(tx, move.sponsor, validFrom);
    await writeEdge(tx, { ...move, validFrom, undoes: null, before: inForce.sponsor });
    return { changed: true };
  });
}

/** A move cannot begin before the partner did: then it corrects the first sponsor. */
const notBefore = (wish: Date, first: Date | undefined): Date => (first && wish < first ? first : wish);

/** @throws AppError tree.period-accepted: what is accepted stands */
export async function requireOpen(tx: Tx, validFrom: Date): Promise<void> {
  const through = await acceptedThrough(tx);
  if (through && validFrom < through) throw new AppError('tree.period-accepted', { through: through.toISOString() });
}

async function requireThereBy(tx: Tx, sponsor: number, at: Date): Promise<void> {
  if (sponsor === 0) return;
  const [first] = await edgesOf(tx, sponsor);
  if (!first || first.validFrom > at) throw new AppError('tree.sponsor-not-found', { number: sponsor });
}

interface WriteEdge extends MoveSponsor {
  readonly undoes: bigint | null;
  readonly before: number;
}

/** Appends a checked edge, brings the cached sponsor up to date, and leaves its trace. @throws AppError tree.cycle */
export async function writeEdge(tx: Tx, move: WriteEdge): Promise<void> {
  const circle = await findClosingPath(tx, move);
  if (circle) throw new AppError('tree.cycle', { path: await inWords(tx, circle) });
  const [recordedSeq] = await nextRecordedSeqs(tx, 1);
  assert(recordedSeq !== undefined, 'a number for the fact');
  const edge: SponsorEdge = {
    recordedSeq,
    number: move.partner,
    sponsor: move.sponsor,
    validFrom: move.validFrom,
    reason: move.reason,
    actor: move.actor,
    recordedAt: move.now,
    undoes: move.undoes,
  };
  await appendEdges(tx, [edge]);
  await settleSponsor(tx, move.partner, move.now);
  if (move.validFrom > move.now) {
    const payload = { networkId: tx.networkId, number: move.partner, at: move.validFrom.toISOString() };
    await enqueue(tx, requestOf(SETTLE_PARTNER, payload, move.validFrom));
  }
  await appendAudit(tx, {
    at: move.now,
    actor: move.actor,
    action: move.undoes === null ? 'partner.moved' : 'partner.move-undone',
    subject: `partner:${move.partner}`,
    before: { sponsor: move.before },
    after: { sponsor: move.sponsor, validFrom: move.validFrom.toISOString() },
    reason: move.reason,
  });
  await orderPreview(tx);
}

const PATH_ENDS = 3;

/** `Ben 1002 > Cleo 1003 > Ben 1002`; of a long circle the middle is left out. */
async function inWords(tx: Tx, path: readonly number[]): Promise<string> {
  const isLong = path.length > 2 * PATH_ENDS + 1;
  const shown = isLong ? [...path.slice(0, PATH_ENDS), ...path.slice(-PATH_ENDS)] : path;
  const partners = await partnersByNumber(tx, shown);
  const names = new Map(partners.map((each) => [each.number, `${each.firstName} ${each.lastName}`.trim()]));
  const words = shown.map((number) => `${names.get(number) ?? ''} ${number}`.trim());
  if (isLong) words.splice(PATH_ENDS, 0, `… ${path.length - shown.length} …`);
  return words.join(' > ');
}
