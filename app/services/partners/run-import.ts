import { emailIndex } from '#app/adapters/crypto/blind-index.server.ts';
import { acceptedThrough } from '#app/adapters/db/repositories/accepted-through.server.ts';
import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import { codesByFold, insertCodes } from '#app/adapters/db/repositories/codes.server.ts';
import { appendEdges } from '#app/adapters/db/repositories/edges.server.ts';
import { findNetwork } from '#app/adapters/db/repositories/networks.server.ts';
import {
  failImport,
  findImport,
  finishImport,
  noteProgress,
  type PartnerImport,
} from '#app/adapters/db/repositories/partner-imports.server.ts';
import { insertPartners, type NewPartnerRow } from '#app/adapters/db/repositories/partners.server.ts';
import { insertProfiles } from '#app/adapters/db/repositories/profiles.server.ts';
import { appendStatuses } from '#app/adapters/db/repositories/statuses.server.ts';
import { lockFactsShared, nextNumber, nextRecordedSeqs } from '#app/adapters/db/recording.server.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { startOfDay } from '#app/adapters/time/calendar-days.ts';
import { assert } from '#app/domain/assert.ts';
import { foldName } from '#app/domain/partners/fold-name.ts';
import type { PlannedPartner } from '#app/domain/partners/import-plan.ts';
import { AppError } from '#app/errors.ts';
import { orderRecognition } from '#app/services/attribution/recognise-buyers.ts';
import { randomCode, suggestedCode, wordedCode } from '#app/services/partners/first-code.ts';
import { FIRST_NUMBER } from '#app/services/partners/new-partner.ts';
import type { FilePlan } from '#app/services/partners/plan-file.ts';
import { planOf, reportOn } from '#app/services/partners/run-import-check.ts';
import { orderPreview } from '#app/services/runs/order-preview.ts';

interface ImportWork {
  readonly networkId: NetworkId;
  readonly importId: string;
  readonly now: Date;
}

/** Rows per statement: large enough to be quick, small enough that the process answers others in between. */
const BATCH = 2_000;

const ACTOR = 'import';

/**
 * Imports a checked list: every partner in one transaction, or none. It is planned anew first; what has become wrong since
 * the dry run ends as its report. Done once: again is nothing.
 */
export async function runImport(work: ImportWork): Promise<void> {
  try {
    await inTransaction(work.networkId, async (tx) => {
      if (!canGoOn(await findImport(tx, work.importId))) return;
      const plan = await planOf(tx, work);
      if (plan.errorCount > 0) return reportOn(tx, work, plan);
      await write(tx, work, plan);
    });
  } catch (error) {
    await inTransaction(work.networkId, (tx) => failImport(tx, work.importId));
    if (!(error instanceof AppError)) throw error;
  }
}

/** Ordered and not over; after a failure the job comes again. */
const canGoOn = (found: PartnerImport | null): boolean => found?.state === 'importing' || found?.state === 'failed';

interface Imported extends NewPartnerRow {
  readonly email: string | null;
  readonly phone: string | null;
  readonly code: string | null;
  /** From when on edge and status hold: joining, but never inside what is accepted. */
  readonly validFrom: Date;
}

async function write(tx: Tx, work: ImportWork, plan: FilePlan): Promise<void> {
  const rows = await numbered(tx, work, plan);
  for (let from = 0; from < rows.length; from += BATCH) {
    const batch = rows.slice(from, from + BATCH);
    await insertPartners(tx, batch);
    await insertProfiles(tx, batch);
    await inTransaction(work.networkId, (own) =>
      noteProgress(own, { id: work.importId, processed: from + batch.length }),
    );
  }
  await giveCodes(tx, rows);
  await lockFactsShared(tx); // only now: while it is held, a calculation of this network waits
  await recordFacts(tx, rows, work.now);
  await finishImport(tx, { id: work.importId, partners: rows.length });
  await appendAudit(tx, {
    at: work.now,
    actor: ACTOR,
    action: 'partners.imported',
    subject: `import:${work.importId}`,
    after: { partners: rows.length, first: rows[0]?.number ?? 0, last: rows.at(-1)?.number ?? 0 },
  });
  await orderRecognition(tx, null);
  await orderPreview(tx);
}

async function numbered(tx: Tx, { now }: ImportWork, { partners, details }: FilePlan): Promise<Imported[]> {
  if (partners.length === 0) return [];
  const first = await nextNumber(tx, 'partner', FIRST_NUMBER, partners.length);
  const network = await findNetwork(tx, tx.networkId);
  assert(network, `no network ${tx.networkId}`);
  const through = await acceptedThrough(tx);
  const language = ['DE', 'AT', 'CH', 'LI'].includes(network.country) ? 'de' : 'en';
  const numberOfLine = new Map(partners.map((partner, index) => [partner.line, first + index]));
  const sponsorOf = ({ sponsor }: PlannedPartner): number => {
    const number = sponsor.kind === 'known' ? sponsor.number : numberOfLine.get(sponsor.line);
    assert(number !== undefined, 'a planned sponsor has a line of its own');
    return number;
  };
  return partners.map((partner, index) => {
    const said = details.get(partner.line);
    const joinedAt = said?.joinedOn ? startOfDay(network.timeZone, said.joinedOn) : now;
    return {
      number: first + index,
      status: 'active',
      sponsor: sponsorOf(partner),
      firstName: partner.firstName,
      lastName: partner.lastName,
      searchName: foldName(`${partner.firstName} ${partner.lastName}`),
      searchLast: foldName(partner.lastName),
      emailIndex: partner.email === null ? null : emailIndex(tx.networkId, partner.email),
      externalNumber: partner.externalNumber,
      country: said?.country ?? null,
      language: said?.language ?? language,
      joinedAt,
      email: partner.email,
      phone: said?.phone ?? null,
      code: partner.code,
      validFrom: through && joinedAt < through ? through : joinedAt,
    };
  });
}

/** The codes of the list as they stand there, then for the others one of our own that is free. */
async function giveCodes(tx: Tx, rows: readonly Imported[]): Promise<void> {
  const own = rows.flatMap((row) => (row.code === null ? [] : [{ row, ...wordedCode(row.code) }]));
  const made = rows.flatMap((row) =>
    row.code === null ? [{ row, ...wordedCode(suggestedCode(row.firstName, row.number)) }] : [],
  );
  for (let from = 0; from < own.length; from += BATCH) await give(tx, own.slice(from, from + BATCH));
  for (let from = 0; from < made.length; from += BATCH) {
    const batch = made.slice(from, from + BATCH);
    const others = await codesByFold(
      tx,
      batch.map((code) => code.folded),
    );
    const taken = new Set(others.map((code) => code.folded));
    await give(
      tx,
      batch.map((code) => {
        const isFree = !taken.has(code.folded);
        taken.add(code.folded);
        return isFree ? code : { row: code.row, ...wordedCode(randomCode()) };
      }),
    );
  }
}

async function give(tx: Tx, codes: readonly { row: Imported; code: string; folded: string }[]): Promise<void> {
  const given = await insertCodes(
    tx,
    codes.map(({ row, code, folded }) => ({ code, folded, number: row.number, validFrom: row.validFrom })),
  );
  assert(given === codes.length, 'a code was taken while the list was imported'); // the job tries the whole list again
}

async function recordFacts(tx: Tx, rows: readonly Imported[], now: Date): Promise<void> {
  const seqs = await nextRecordedSeqs(tx, 2 * rows.length);
  const facts = rows.map((row, index) => ({
    number: row.number,
    validFrom: row.validFrom,
    reason: '',
    actor: ACTOR,
    recordedAt: now,
    sponsor: row.sponsor,
    status: row.status,
    edgeSeq: seqs[2 * index] ?? 0n,
    statusSeq: seqs[2 * index + 1] ?? 0n,
  }));
  for (let from = 0; from < facts.length; from += BATCH) {
    const batch = facts.slice(from, from + BATCH);
    await appendEdges(
      tx,
      batch.map((fact) => ({ ...fact, recordedSeq: fact.edgeSeq, undoes: null })),
    );
    await appendStatuses(
      tx,
      batch.map((fact) => ({ ...fact, recordedSeq: fact.statusSeq })),
    );
  }
}
