import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import { lockPartner } from '#app/adapters/db/repositories/partners.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import type { Locale } from '#app/locales/catalogue.ts';

/** Sets the language of a partner's pages and mails. Again the same: nothing. */
export function setLanguage(change: { networkId: NetworkId; number: number; language: Locale; now: Date }) {
  const { networkId, number, language, now } = change;
  return inTransaction(networkId, async (tx) => {
    const partner = await lockPartner(tx, number);
    if (partner.language === language) return;
    await tx.run(
      sql`update partner set language = ${language} where network_id = ${tx.networkId} and number = ${number}`,
    );
    const subject = `partner:${number}`;
    const after = { language };
    await appendAudit(tx, {
      at: now,
      actor: subject,
      action: 'partner.language',
      subject,
      before: { language: partner.language },
      after,
    });
  });
}
