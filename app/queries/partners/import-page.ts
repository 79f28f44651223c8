import { headOfImport } from '#app/adapters/db/repositories/import-head.server.ts';
import { findImport, readBadLines, type PartnerImport } from '#app/adapters/db/repositories/partner-imports.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import type { LineError } from '#app/domain/partners/import-cells.ts';
import { AppError } from '#app/errors.ts';

/** Faulty lines on the page; the file holds more of them. */
const LINES_SHOWN = 50;

export interface ImportPage {
  readonly import: Omit<PartnerImport, 'createdAt'>;
  /** Headings and first lines of the file; empty once it is gone. */
  readonly headings: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly errors: readonly LineError[];
  readonly linesShown: number;
}

/** Where an import stands and what the next step needs to know. @throws AppError import.not-found */
export function importPage(request: { networkId: NetworkId; importId: string }): Promise<ImportPage> {
  return inTransaction(request.networkId, async (tx) => {
    const found = await findImport(tx, request.importId);
    if (!found) throw new AppError('import.not-found');
    const { createdAt: _createdAt, ...shown } = found;
    const head = found.state === 'uploaded' ? await headOfImport(tx, found.id) : null;
    const bad = found.state === 'checked' ? await readBadLines(tx, found.id) : [];
    return {
      import: shown,
      headings: head?.headings ?? [],
      sample: head?.sample ?? [],
      errors: bad.slice(0, LINES_SHOWN).flatMap((line) => line.errors),
      linesShown: LINES_SHOWN,
    };
  });
}
