import pg from 'pg';
import { insertPortalSession } from '#app/adapters/db/repositories/portal-sessions.server.ts';
import { insertProfiles } from '#app/adapters/db/repositories/profiles.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { countCommissions } from '#app/services/ledger/count-commissions.ts';
import { releaseDue } from '#app/services/ledger/release-due.ts';
import { exportBatch } from '#app/services/payouts/export-batch.ts';
import { freezeBatch, payablePartners } from '#app/services/payouts/freeze-batch.ts';
import { markPaid } from '#app/services/payouts/settle-batch.ts';
import { openPeriod } from '#app/services/periods/ensure-periods.ts';
import { calendars } from '#app/services/periods/load-periods.ts';
import { newSecret } from '#app/services/portal/secret.ts';
import { acceptPeriod } from '#app/services/runs/accept-period.ts';
import { previewRun } from '#app/services/runs/preview-run.ts';
import { LARGE, seedNetwork } from '#tests/bench/seed-network.ts';

const DAY_MS = 86_400_000;
const CUSTOMERS = 40_000;
const ACCEPTED = 1;
const STAFF = 'staff:1';

export interface LargeNetwork {
  readonly networkId: NetworkId;
  readonly shopId: number;
  /** At the head of the tree, of the star, and in the middle of the chain. */
  readonly partners: { readonly top: number; readonly hub: number; readonly link: number };
  /** A run that was accepted, and the two periods. */
  readonly acceptedRunId: number;
  readonly openRunId: number;
  readonly openPeriodId: number;
  /** Instant as text. */
  readonly openPeriodStart: string;
  readonly batchId: number;
  readonly paidBatchId: number;
  /** Portal cookies' secrets, by partner. */
  readonly secrets: ReadonlyMap<number, string>;
}

const firstOfMonth = (now: Date, monthsBefore: number): string =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsBefore, 1)).toISOString().slice(0, 10);

/** Orders, customers, codes and readable receipts beside the facts of a run. */
const statementsOf = (network: number, shopId: number, releaseDay: string) => [
  `create temp table summed as
     select order_id, min(as_of) as paid_at, sum(base_minor)::bigint as base,
            jsonb_agg(jsonb_build_object('lineId', line_id::text, 'productId', null, 'variantId', null, 'title', 'Oil',
              'quantity', 1, 'currentQuantity', 1, 'isGiftCard', false, 'isTip', false, 'requiresShipping', true,
              'grossMinor', base_minor::text, 'netMinor', base_minor::text, 'taxMinor', '0', 'discountMinor', '0',
              'properties', '[]'::jsonb)) as lines
       from volume_entry where network_id = ${network} group by order_id`,
  `update attribution a set receipt = jsonb_build_object('orderId', a.order_id::text, 'orderedAt', to_char(recorded_at at time zone 'UTC', ${ISO}),
            'countedAt', to_char(recorded_at at time zone 'UTC', ${ISO}), 'policyVersion', 1, 'isTest', false, 'buyerPartner', null,
            'candidates', jsonb_build_array(jsonb_build_object('kind', 'cart_attribute', 'received', 'K' || number,
              'source', null, 'partner', number, 'touchedAt', null, 'lost', null,
              'countedAt', to_char(recorded_at at time zone 'UTC', ${ISO}))),
            'outcome', jsonb_build_object('kind', 'partner', 'partner', number, 'candidate', 0, 'rule', 'only-evidence'),
            'otherwise', null)
      where network_id = ${network}`,
  `insert into shop_order (network_id, shop_id, order_id, name, ordered_at, updated_at, refund_count, paid_at, fulfilled_at, ships,
            release_on, currency, rate_per_unit, rate_source, test, customer_id, financial_status, total_minor, base_minor,
            facts, partner, decided_by)
     select ${network}, ${shopId}, s.order_id, '#' || s.order_id % 1000000, s.paid_at, s.paid_at, 0, s.paid_at, s.paid_at, true,
            ${releaseDay}, 'EUR', '1', 'same-currency', false, 7000000000000 + s.order_id % ${CUSTOMERS},
            'paid', s.base, s.base,
            jsonb_build_object('orderId', s.order_id::text, 'name', '#' || s.order_id % 1000000, 'orderedAt', iso, 'createdAt', iso,
              'updatedAt', iso, 'cancelledAt', null, 'cancelReason', null, 'financialStatus', 'paid',
              'payment', jsonb_build_object('kind', 'paid', 'at', iso), 'isSettled', true, 'fulfilledAt', iso, 'currency', 'EUR',
              'taxesIncluded', false, 'isTest', false, 'sourceName', 'web',
              'customerId', (7000000000000 + s.order_id % ${CUSTOMERS})::text, 'discountCodes', '[]'::jsonb,
              'noteAttributes', jsonb_build_array(jsonb_build_object('name', '_lineage_ref', 'value', 'K' || a.number)),
              'landingSite', null, 'landingSiteRef', null, 'lines', s.lines, 'refunds', '[]'::jsonb,
              'totals', jsonb_build_object('totalMinor', s.base::text, 'shippingMinor', '0', 'taxMinor', '0', 'tipMinor', '0',
                'goodsNetMinor', s.base::text)),
            a.number, 'cart_attribute'
       from summed s join attribution a on a.network_id = ${network} and a.shop_id = ${shopId} and a.order_id = s.order_id,
            to_char(s.paid_at at time zone 'UTC', ${ISO}) as iso`,
  `insert into counted_order (network_id, period_id, shop_id, order_id, ordered_at, base_minor)
     select ${network}, v.period_id, ${shopId}, v.order_id, o.ordered_at, sum(v.base_minor)::bigint from volume_entry v
       join shop_order o on o.network_id = ${network} and o.shop_id = ${shopId} and o.order_id = v.order_id
      where v.network_id = ${network} group by v.period_id, v.order_id, o.ordered_at`,
  `insert into order_cost (network_id, shop_id, order_id, name, ordered_at, channel, partner, decided_by, refund_count, base_minor)
     select network_id, shop_id, order_id, name, ordered_at, channel, partner, decided_by, refund_count, base_minor
       from shop_order where network_id = ${network} order by ordered_at`,
  `insert into customer_link (network_id, recorded_seq, shop_id, customer_id, number, valid_from, order_id, recorded_at)
     select distinct on (customer_id) ${network}, nextval('recorded_seq'), ${shopId}, customer_id, partner, ordered_at, order_id, ordered_at
       from shop_order where network_id = ${network} order by customer_id, ordered_at`,
  `insert into partner_code (network_id, folded, code, number, valid_from)
     select ${network}, 'K' || number, 'K' || number, number, joined_at from partner where network_id = ${network} and number > 0`,
];

/** As `Date.toISOString` writes an instant. */
const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

async function preview(networkId: NetworkId, periodId: number, now: Date) {
  const outcome = await previewRun({ networkId, periodId, now, signal: new AbortController().signal });
  if (outcome.kind !== 'done') throw new Error(`the preview of period ${periodId} is ${outcome.kind}`);
  return outcome;
}

async function signIn(networkId: NetworkId, numbers: readonly number[], now: Date): Promise<Map<number, string>> {
  const secrets = new Map<number, string>();
  await inTransaction(networkId, async (tx) => {
    await insertProfiles(
      tx,
      numbers.map((number) => ({ number, email: `p${number}@example.com`, phone: null })),
    );
    for (const number of numbers) {
      const { secret, hash } = newSecret();
      const expiresAt = new Date(now.getTime() + DAY_MS);
      await insertPortalSession(tx, { hash, number, createdAt: now, expiresAt, device: 'Bench' });
      secrets.set(number, secret);
    }
  });
  return secrets;
}

/** Releases what is due and freezes it into a batch. Result: its number. */
async function batchOf(networkId: NetworkId, now: Date): Promise<number> {
  await releaseDue({ networkId, now });
  const expected = await inTransaction(networkId, async (tx) => {
    const sums = (await payablePartners(tx)).flatMap(({ payable }) =>
      payable.kind === 'payable' ? [payable.amountMinor] : [],
    );
    return { partners: sums.length, totalMinor: sums.reduce((total, each) => total + each, 0n) };
  });
  return freezeBatch({ networkId, now, actor: STAFF, expected });
}

/**
 * A quarter of the accepted rows is paid, one lies in a batch that is not handed over, one is available and one still held:
 * every order's release is of one of these, whatever the day of the benchmark.
 */
async function payInParts(networkId: NetworkId, acceptedAt: Date) {
  const dayAfter = (days: number) => new Date(acceptedAt.getTime() + days * DAY_MS);
  const paidBatchId = await batchOf(networkId, acceptedAt);
  const settle = { networkId, batchId: paidBatchId, now: acceptedAt, actor: STAFF };
  await exportBatch({ ...settle, locale: 'en' });
  await markPaid(settle);
  const batchId = await batchOf(networkId, dayAfter(1));
  await releaseDue({ networkId, now: dayAfter(2) });
  return { paidBatchId, batchId };
}

/** Of the accepted rows of some orders, in every state, half was taken back since. */
const reversedSome = (network: number, runId: number, periodId: number, at: Date) =>
  `with posting as (
     insert into ledger_posting (network_id, id, recorded_seq, kind, source_key, posted_at, actor)
     values (${network}, gen_random_uuid(), nextval('recorded_seq'), 'adjustment', 'refunds', '${at.toISOString()}', 'bench')
     returning id)
   insert into adjustment (network_id, recorded_seq, accepted_on, run_id, row_no, earner, shop_id, order_id, source_key,
                           period_id, amount_minor, base_minor, occurred_at, posting_id)
   select network_id, nextval('recorded_seq'), accepted_on, run_id, row_no, earner, shop_id, order_id, 'refund:' || row_no,
          ${periodId}, -amount_minor / 2, -1, '${at.toISOString()}', posting.id
     from earning, posting where network_id = ${network} and run_id = ${runId} and order_id % 160 >= 156`;

/** The plan has no ladder; ranks as a ladder of five would spread them, the highest very rare. */
const ranked = (network: number) =>
  `update partner_period set rank = case when number % 5000 = 1 then 5 when number % 500 = 1 then 4 when number % 50 = 1 then 3
                                         when number % 10 = 1 then 2 else number % 2 end
    where network_id = ${network}`;

const takenBack = (network: number) =>
  `update order_cost c set earned_minor = earned_minor + j.minor
     from (select shop_id, order_id, sum(amount_minor)::bigint as minor from adjustment where network_id = ${network} group by 1, 2) j
    where c.network_id = ${network} and c.shop_id = j.shop_id and c.order_id = j.order_id`;

/**
 * A network as large as the pages must carry: last month is accepted with rows in every state, this month is open with its
 * preview. Star and chain are a tenth of the partners each.
 */
export async function seedLarge(
  ownerUrl: string,
  { partners, orders, now }: { partners: number; orders: number; now: Date },
): Promise<LargeNetwork> {
  const firstOn = firstOfMonth(now, 1);
  const days = Math.floor((now.getTime() - Date.parse(firstOn)) / DAY_MS);
  const tenth = partners / 10;
  const networkId = await seedNetwork(ownerUrl, { partners, orders, star: tenth, chain: tenth, firstOn, days });
  const open = await inTransaction(networkId, async (tx) => {
    const [calendar] = await calendars(tx);
    if (!calendar) throw new Error('a network without a calendar');
    return openPeriod(tx, calendar, now);
  });
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ id: number }>('select id from shop where domain = $1', [LARGE]);
  const shopId = rows[0]?.id ?? 0;
  await owner.query(`update volume_entry set period_id = ${open.id} where network_id = ${networkId} and as_of >= $1`, [
    open.startsAt,
  ]);
  const acceptedAt = open.startsAt;
  const releaseDay = `date '${acceptedAt.toISOString().slice(0, 10)}' + (array[1, 2, 3, 40])[1 + s.order_id % 4]`;
  for (const statement of statementsOf(networkId, shopId, releaseDay)) await owner.query(statement);
  await owner.query('vacuum analyze');
  const { runId, rowHash } = await preview(networkId, ACCEPTED, acceptedAt);
  const accept = { networkId, periodId: ACCEPTED, runId, rowHash, now: acceptedAt, actor: STAFF };
  const accepted = await acceptPeriod(accept);
  const batches = await payInParts(networkId, acceptedAt);
  await owner.query(reversedSome(networkId, accepted.runId, open.id, now));
  await owner.query(takenBack(networkId));
  await countCommissions(networkId);
  const openRun = await preview(networkId, open.id, now);
  const head = { top: 1001, hub: 1000 + partners - 2 * tenth + 1, link: 1000 + partners - tenth / 2 };
  await owner.query(ranked(networkId));
  const secrets = await signIn(networkId, Object.values(head), now);
  await owner.query('vacuum analyze');
  await owner.end();
  return {
    ...{ networkId, shopId, partners: head, acceptedRunId: accepted.runId, openRunId: openRun.runId },
    ...{ openPeriodId: open.id, openPeriodStart: open.startsAt.toISOString(), ...batches, secrets },
  };
}
