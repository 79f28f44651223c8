import { insertLoginToken } from '#app/adapters/db/repositories/login-tokens.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import type { OrderFacts } from '#app/domain/orders/order-facts.ts';
import { sessionHeaders } from '#app/partner.server.ts';
import { releaseDue } from '#app/services/ledger/release-due.ts';
import { createPartner } from '#app/services/partners/create-partner.ts';
import { exportBatch } from '#app/services/payouts/export-batch.ts';
import { freezeBatch } from '#app/services/payouts/freeze-batch.ts';
import { markPaid } from '#app/services/payouts/settle-batch.ts';
import { openSession } from '#app/services/portal/open-session.ts';
import { newSecret } from '#app/services/portal/secret.ts';
import type { TestDatabase } from '#tests/database/test-database.ts';
import { runJobs } from '#tests/jobs/run-jobs.ts';
import { person } from '#tests/services/partners/given.ts';
import {
  accept,
  givenMoney,
  OCTOBER,
  orderFacts,
  refunded,
  tellOnly,
  type GivenOrder,
  type Money,
} from '#tests/given/money.ts';

/** What the clock says in the story: a Saturday in November. */
export const STORY_NOW = new Date('2026-11-14T13:05:00Z');

const at = (day: string) => new Date(`2026-${day}T10:00:00Z`);
const named = (number: number, order: GivenOrder): OrderFacts => ({ ...orderFacts(order), name: `#${number}` });

/**
 * Anna, Ben, Cleo in October and November: orders that were paid out, that are available, held and estimated, and one that
 * came back after its period was accepted. More than one page of rows for Cleo.
 */
export async function givenStory(database: TestDatabase, handle: string): Promise<Money & { handle: string }> {
  const money = await givenMoney(database, handle);
  const { networkId } = money;
  const actor = 'staff:1';
  const paidOut = named(987, {
    code: 'CLEO77',
    paidAt: at('10-03'),
    netMinor: [60_000, 40_000],
    fulfilledAt: at('10-04'),
  });
  await tellOnly(money, paidOut, at('10-04'));
  const later = [
    named(1002, { code: 'BEN77', paidAt: at('10-20'), netMinor: [24_050], fulfilledAt: at('10-22') }),
    named(1010, { code: 'CLEO77', paidAt: at('10-29'), netMinor: [8000], fulfilledAt: at('11-07') }),
    named(1011, { code: 'ANNA77', paidAt: at('10-30'), netMinor: [123_456_789], fulfilledAt: at('11-09') }),
  ];
  for (const order of later) await tellOnly(money, order, at('11-01'));
  await runJobs(at('11-02'));
  await accept(database, money, OCTOBER, at('11-02'));
  await releaseDue({ networkId, now: at('11-02') });
  const batchId = await freezeBatch({
    networkId,
    now: at('11-02'),
    actor,
    expected: { partners: 3, totalMinor: 18_000n },
  });
  await exportBatch({ networkId, batchId, locale: 'de', now: at('11-02'), actor });
  await markPaid({ networkId, batchId, now: at('11-03'), actor });
  await releaseDue({ networkId, now: at('11-06') });
  for (let index = 0; index < 27; index++) {
    const paidAt = new Date(at('11-03').getTime() + index * 9 * 3_600_000);
    const code = index % 9 === 4 ? 'BEN77' : 'CLEO77';
    await tellOnly(money, named(1042 + index, { code, paidAt, netMinor: [8000 + 117 * index] }), paidAt);
  }
  await tellOnly(money, refunded(paidOut, { line: 1, at: at('11-12') }), at('11-12'));
  await runJobs(STORY_NOW);
  return { ...money, handle };
}

/** Somebody who has just joined and nothing has happened to. */
export async function givenNewPartner(networkId: NetworkId, names: { firstName: string; lastName: string }) {
  const { number } = await createPartner({ ...person(networkId, names.firstName.replace(/\W/g, '')), ...names });
  await runJobs(STORY_NOW);
  return number;
}

/** A partner's cookies, as the browser would have them after the mailed link. */
export async function signedIn(network: { networkId: NetworkId; handle: string }, number: number) {
  const { secret: token, hash } = newSecret();
  const expiresAt = new Date(STORY_NOW.getTime() + 60_000);
  await inTransaction(network.networkId, (tx) => insertLoginToken(tx, { hash, number, expiresAt }));
  const visit = { networkId: network.networkId, token, now: STORY_NOW, device: 'Firefox, Android' };
  const { secret } = await openSession(visit);
  return (await sessionHeaders(network.handle, secret)).getSetCookie().map((cookie) => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    return { name, value, domain: '127.0.0.1', path: /Path=([^;]+)/.exec(cookie)?.[1] ?? '' };
  });
}
