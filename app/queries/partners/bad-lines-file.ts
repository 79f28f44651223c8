import { findImport, readBadLines } from '#app/adapters/db/repositories/partner-imports.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { AppError } from '#app/errors.ts';
import { csvFile, neutral } from '#app/locales/csv-file.ts';
import { importErrorText } from '#app/locales/import-error-text.ts';
import type { Locale } from '#app/locales/catalogue.ts';
import { translatorFor } from '#app/locales/translator.ts';

/** The lines that a dry run found wrong as CSV: line, what is wrong, and the cells as they were written. @throws AppError import.not-found */
export function badLinesFile(request: { networkId: NetworkId; importId: string; locale: Locale }): Promise<string> {
  return inTransaction(request.networkId, async (tx) => {
    if (!(await findImport(tx, request.importId))) throw new AppError('import.not-found');
    const lines = await readBadLines(tx, request.importId);
    const t = translatorFor(request.locale, 'UTC') as unknown as (
      key: string,
      values?: Record<string, string | number>,
    ) => string;
    const ask = (key: string, values?: Record<string, string | number>) => t(`partners.importing.${key}`, values);
    const rows = lines.map(({ cells, errors }) => [
      errors[0]?.line ?? 0,
      neutral(errors.map((error) => importErrorText(ask, error)).join(' ')),
      ...cells.map(neutral),
    ]);
    return csvFile(request.locale, [[ask('line'), ask('problem')], ...rows]);
  });
}
