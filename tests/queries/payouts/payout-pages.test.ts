import { expect, test } from 'vitest';
import { isSnapshotTrue } from '#app/adapters/db/repositories/ledger-snapshot.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { homeOwed } from '#app/queries/home/figures.ts';
import { newPayout, payoutList } from '#app/queries/payouts/payout-pages.ts';
import { partnerListSum } from '#app/queries/partners/list-sum.ts';
import { proveSnapshot } from '#app/services/ledger/prove-snapshot.ts';
import { releaseDue } from '#app/services/ledger/release-due.ts';
import { exportBatch } from '#app/services/payouts/export-batch.ts';
import { freezeBatch, payablePartners } from '#app/services/payouts/freeze-batch.ts';
import { cancelBatch, markPaid } from '#app/services/payouts/settle-batch.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { accept, givenMoney, OCTOBER, orderFacts, refunded, tell, type Money } from '#tests/given/money.ts';

// Goal: what pages read of the books, snapshot and the entries after it, is at every step the plain sum of all entries, and
// what they say of a new payout is what freezing one would do. Method: a period's whole way through the books.
const database = await testDatabase();
const actor = 'staff:1';
const at = (day: string) => new Date(`2026-${day}T10:00:00Z`);

async function plainSums({ networkId }: Money) {
  const [sums] = await database.asOwner<{ held: string; available: string; paid: string }>(
    `select coalesce(sum(amount_minor) filter (where account = 'held'), 0)::text as held,
            coalesce(sum(amount_minor) filter (where account = 'available'), 0)::text as available,
            coalesce(sum(amount_minor) filter (where account = 'paid'), 0)::text as paid
       from ledger_entry where network_id = $1 and partner <> 0`,
    [networkId],
  );
  return sums;
}

/** What the list of partners has to say, entry by entry; everybody here is active. */
async function listed({ networkId, cleo }: Money, q: string | undefined) {
  const [sums] = await database.asOwner<{ held: string; available: string; count: number }>(
    `select coalesce(sum(e.amount_minor) filter (where e.account = 'held'), 0)::text as held,
            coalesce(sum(e.amount_minor) filter (where e.account = 'available'), 0)::text as available,
            count(distinct p.number)::int as count
       from partner p left join ledger_entry e on e.network_id = p.network_id and e.partner = p.number
      where p.network_id = $1 and p.number > 0 and ($2::int is null or p.number = $2)`,
    [networkId, q === undefined ? null : cleo],
  );
  return { count: sums?.count, heldMinor: sums?.held, availableMinor: sums?.available };
}

const total = (amounts: readonly bigint[]) => ({
  partners: amounts.length,
  sumMinor: amounts.reduce((sum, each) => sum + each, 0n).toString(),
});

/** What the page of a new payout has to say, partner by partner. */
async function judged({ networkId }: Money) {
  const all = await inTransaction(networkId, payablePartners);
  const left = (['below-minimum', 'in-open-batch'] as const).map((reason) => {
    const those = all.filter(({ payable }) => payable.kind === 'nothing' && payable.reason === reason);
    return { reason, ...total(those.map(({ availableMinor }) => availableMinor)) };
  });
  return {
    available: total(all.map(({ availableMinor }) => availableMinor)),
    payable: total(all.flatMap(({ payable }) => (payable.kind === 'payable' ? [payable.amountMinor] : []))),
    reasons: left.filter(({ partners }) => partners > 0),
  };
}

async function expectTruth(money: Money, step: string) {
  const { networkId } = money;
  const sums = await plainSums(money);
  const { owed } = await payoutList(networkId, null);
  expect({ held: owed.heldMinor, available: owed.availableMinor, paid: owed.paidMinor }, step).toEqual(sums);
  expect(await homeOwed(networkId), step).toEqual({ heldMinor: sums?.held, availableMinor: sums?.available });
  expect(await newPayout(networkId), step).toMatchObject(await judged(money));
  for (const filters of [{}, { q: 'Cleo' }, { status: 'active' as const }]) {
    expect(await partnerListSum({ networkId, now: at('11-30'), filters }), step).toEqual(
      await listed(money, filters.q),
    );
  }
  expect(await inTransaction(networkId, isSnapshotTrue), step).toBe(true);
}

/** A posting that brings no snapshot forward: the release before this one knows none. */
async function postBehind({ networkId, anna, ben, cleo }: Money) {
  await database.asOwner(
    `with posting as (
       insert into ledger_posting (network_id, id, recorded_seq, kind, source_key, posted_at, actor)
       select $1, gen_random_uuid(), nextval('recorded_seq'), 'correction', 'behind', now(), 'test' returning id)
     insert into ledger_entry (network_id, posting_id, account, partner, amount_minor)
       select $1, id, account, partner, amount from posting
         cross join (values ('available', $2::int, 7000), ('available', $3, -9000), ('held', $4, 500), ('expense', 0, 1500))
                      as e (account, partner, amount)`,
    [networkId, anna, ben, cleo],
  );
}

/** Changes the minimum as somebody does who brings no snapshot forward. */
async function setMinimum({ networkId }: Money, minimumMinor: string) {
  await database.asOwner(
    `insert into setting (network_id, key, version, value, recorded_at, actor)
     select $1, 'payout', coalesce(max(version), 0) + 1, jsonb_build_object('minimumMinor', $2::text), now(), 'test'
       from setting where network_id = $1 and key = 'payout'`,
    [networkId, minimumMinor],
  );
}

async function freeze(money: Money, day: string): Promise<number> {
  const { payable } = await newPayout(money.networkId);
  const expected = { partners: payable.partners, totalMinor: BigInt(payable.sumMinor) };
  return freezeBatch({ networkId: money.networkId, now: at(day), actor, expected });
}

test('from acceptance to payout and return, every figure is the sum of the entries', async () => {
  const money = await givenMoney(database, 'lilie');
  const other = await givenMoney(database, 'nelke');
  const { networkId } = money;
  const first = orderFacts({
    code: 'CLEO77',
    paidAt: at('10-03'),
    netMinor: [60_000, 40_000],
    fulfilledAt: at('10-04'),
  });
  const second = orderFacts({ code: 'CLEO77', paidAt: at('10-25'), netMinor: [50_000], fulfilledAt: at('10-25') });
  await tell(money, first, at('10-04'));
  await tell(money, second, at('10-25'));
  await expectTruth(money, 'before the first posting');
  await accept(database, money, OCTOBER, at('11-02'));
  await expectTruth(money, 'accepted');
  await tell(money, refunded(first, { line: 1, at: at('11-03') }), at('11-03'));
  await expectTruth(money, 'a return after acceptance');
  await releaseDue({ networkId, now: at('11-04') });
  await expectTruth(money, 'released in part');
  await setMinimum(money, '7000');
  await expectTruth(money, 'a higher minimum than that of the snapshot');
  await setMinimum(money, '0');
  await expectTruth(money, 'a lower one');
  const draft = await freeze(money, '11-04');
  await expectTruth(money, 'in a batch');
  await cancelBatch({ networkId, batchId: draft, now: at('11-04'), actor });
  await expectTruth(money, 'batch cancelled');
  const batchId = await freeze(money, '11-05');
  await exportBatch({ networkId, batchId, locale: 'de', now: at('11-05'), actor });
  await expectTruth(money, 'handed over');
  await releaseDue({ networkId, now: at('11-20') });
  await expectTruth(money, 'the rest released while the batch is open');
  await markPaid({ networkId, batchId, now: at('11-20'), actor });
  await expectTruth(money, 'paid');
  await tell(money, refunded(second, { line: 0, at: at('11-21') }), at('11-21'));
  await expectTruth(money, 'a return after the payout');
  expect(await plainSums(money)).not.toMatchObject({ paid: '0' });
  await expectTruth(other, 'the other network');
  expect(await plainSums(other)).toMatchObject({ held: '0', available: '0', paid: '0' });
});

test('without a snapshot, and with one that entries and batches of another release came after, the figures are right', async () => {
  const money = await givenMoney(database, 'aster');
  const { networkId, anna } = money;
  const order = orderFacts({ code: 'CLEO77', paidAt: at('10-03'), netMinor: [100_000], fulfilledAt: at('10-04') });
  await tell(money, order, at('10-04'));
  await accept(database, money, OCTOBER, at('11-02'));
  await database.asOwner('delete from ledger_snapshot where network_id = $1', [networkId]);
  await database.asOwner('delete from available_balance where network_id = $1', [networkId]);
  await expectTruth(money, 'emptied');
  await releaseDue({ networkId, now: at('11-04') });
  await postBehind(money);
  await expectTruth(money, 'entries behind the snapshot');
  await database.asOwner(
    `insert into payout_batch (network_id, id, state, total_minor, partners, through_seq, created_at, created_by)
     values ($1, 7, 'draft', 3500, 1, nextval('recorded_seq'), now(), 'staff:1')`,
    [networkId],
  );
  await database.asOwner('insert into payout (network_id, batch_id, number, amount_minor) values ($1, 7, $2, 3500)', [
    networkId,
    anna,
  ]);
  await expectTruth(money, 'a batch behind the snapshot');
  await releaseDue({ networkId, now: at('11-05') });
  await expectTruth(money, 'brought forward');
  await database.asOwner(`update payout_batch set state = 'cancelled' where network_id = $1`, [networkId]);
  await expectTruth(money, 'a batch cancelled behind the snapshot');
});

test('a snapshot that differs from its entries is found by the proof, and made anew', async () => {
  const money = await givenMoney(database, 'primel');
  const { networkId, cleo } = money;
  const order = orderFacts({ code: 'CLEO77', paidAt: at('10-03'), netMinor: [100_000], fulfilledAt: at('10-04') });
  await tell(money, order, at('10-04'));
  await accept(database, money, OCTOBER, at('11-02'));
  expect(await proveSnapshot(networkId)).toBe(true);
  const wrong = [
    'update ledger_snapshot set held_minor = held_minor + 1 where network_id = $1',
    `update available_balance set amount_minor = amount_minor + 1 where network_id = $1 and partner = ${cleo}`,
    `update available_balance set in_batches_minor = 5 where network_id = $1 and partner = ${cleo}`,
    `update available_balance set held_minor = 5 where network_id = $1 and partner = ${cleo}`,
    `update ledger_snapshot set verdicts = '[{"verdict": 0, "partners": 1, "available": 3, "rest": 3}]' where network_id = $1`,
    'delete from available_balance where network_id = $1',
  ];
  for (const statement of wrong) {
    await database.asOwner(statement, [networkId]);
    expect(await proveSnapshot(networkId), statement).toBe(false);
    await expectTruth(money, statement);
  }
});
