import { createHash } from 'node:crypto';
import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import { holdBatch, payoutLines } from '#app/adapters/db/repositories/payouts.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { currency, toDecimal } from '#app/domain/money/currency.ts';
import { AppError } from '#app/errors.ts';
import { csvAmount, csvFile, neutral } from '#app/locales/csv-file.ts';
import { translatorFor } from '#app/locales/translator.ts';
import type { Locale } from '#app/locales/catalogue.ts';
import { loadNetwork } from '#app/services/ledger/load-network.ts';

export interface ExportBatch {
  readonly networkId: NetworkId;
  readonly batchId: number;
  readonly locale: Locale;
  readonly now: Date;
  readonly actor: string;
}

export interface ExportedFile {
  readonly fileName: string;
  readonly text: string;
  readonly sha256: string;
}

/**
 * The batch as CSV, one line per partner, amounts as plain decimals with the currency beside them. The first export hands
 * the batch over and stores the file's fingerprint; later ones give the file again and note that they did.
 * @throws AppError 'payout.not-found', 'payout.wrong-state' for a cancelled batch
 */
export function exportBatch({ networkId, batchId, locale, now, actor }: ExportBatch): Promise<ExportedFile> {
  return inTransaction(networkId, async (tx) => {
    const batch = await holdBatch(tx, batchId);
    if (!batch) throw new AppError('payout.not-found');
    if (batch.state === 'cancelled') throw new AppError('payout.wrong-state');
    const { currency: code, timeZone } = await loadNetwork(tx);
    const t = translatorFor(locale, timeZone);
    const header = [
      t('payouts.csv.batch'),
      t('payouts.csv.partner'),
      t('payouts.csv.firstName'),
      t('payouts.csv.lastName'),
      t('payouts.csv.externalNumber'),
      t('payouts.csv.amount'),
      t('payouts.csv.currency'),
    ];
    const lines = (await payoutLines(tx, batchId)).map((line) => [
      batchId,
      line.partner,
      neutral(line.firstName),
      neutral(line.lastName),
      neutral(line.externalNumber ?? ''),
      csvAmount(locale, toDecimal(line.amountMinor, currency(code))),
      code,
    ]);
    const text = csvFile(locale, [header, ...lines]);
    const sha256 = createHash('sha256').update(text).digest('hex');
    if (batch.state === 'draft') {
      await tx.run(
        sql`update payout_batch set state = 'exported', file_hash = ${sha256}, exported_at = ${now}
             where network_id = ${networkId} and id = ${batchId}`,
      );
    }
    await appendAudit(tx, {
      at: now,
      actor,
      action: 'payout.exported',
      subject: `payout:${batchId}`,
      after: { sha256 },
    });
    return { fileName: `payout-${batchId}.csv`, text, sha256 };
  });
}
