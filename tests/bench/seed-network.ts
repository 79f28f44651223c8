import pg from 'pg';
import { saveInstallation } from '#app/adapters/db/repositories/shops.server.ts';
import { inCommonTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { createNetwork } from '#app/services/networks/create-network.ts';

/** The shop of the large network. */
export const LARGE = 'large.myshopify.com';

const FIRST_NAMES = [
  'Anna',
  'Ben',
  'Cleo',
  'Dana',
  'Emil',
  'Frieda',
  'Greta',
  'Hannes',
  'Ida',
  'Jonas',
  'Klara',
  'Leon',
  'Mia',
];
const LAST_NAMES = [
  'Albrecht',
  'Bauer',
  'Conrad',
  'Dietrich',
  'Engel',
  'Fischer',
  'Graf',
  'Huber',
  'Jung',
  'Keller',
  'Lang',
];

/** One of the names for each number, and always the same. */
const nameFrom = (names: readonly string[], number: string): string =>
  `(array['${names.join("', '")}'])[1 + (hashint4(${number}) & 65535) % ${names.length}]`;

/** A receipt with three candidates has about so many characters. */
const RECEIPT_LENGTH = 600;

interface Sizes {
  readonly partners: number;
  readonly orders: number;
  /** Of the partners, so many under one sponsor and so many each under the one before. */
  readonly star?: number;
  readonly chain?: number;
  /** The first period's first day, and over how many days from it orders are spread. */
  readonly firstOn?: string;
  readonly days?: number;
}

/**
 * A large network, written by the server itself: a tree in which whoever is early has many below, orders over October whose
 * amounts are spread like real ones, two lines on every other order, receipts of their usual size.
 */
export async function seedNetwork(ownerUrl: string, sizes: Sizes): Promise<NetworkId> {
  const { firstOn = '2026-10-01' } = sizes;
  const started = new Date(`${firstOn}T00:00:00Z`);
  const shop = { domain: LARGE, name: 'Large', currency: 'EUR', country: 'DE', timeZone: 'Europe/Berlin' };
  const facts = { ...shop, storefrontUrl: `https://${LARGE}`, scopes: 'read_orders' };
  const { id: shopId } = await inCommonTransaction((connection) => saveInstallation(connection, facts, started));
  const { networkId } = await createNetwork({
    ...{ domain: LARGE, name: 'Large', handle: 'large', currency: 'EUR', timeZone: 'Europe/Berlin', cadence: 'month' },
    ...{ firstPeriodOn: firstOn, returnDays: 14, deliveryDays: 3, levels: ['0.10', '0.05', '0.03'] },
    ...{ actor: 'staff:1', now: started },
  });
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query('select setseed(0.42)');
  for (const statement of statementsOf(networkId, shopId, sizes)) await owner.query(statement);
  await owner.end();
  return networkId;
}

/** Who sponsors the n-th partner: after those whose sponsor is drawn come the star, its hub first, and the chain. */
function sponsorOf({ partners, star = 0, chain = 0 }: Sizes): string {
  const hub = partners - star - chain + 1;
  return `case when n = 1 then 0 when n < ${hub} then 1000 + greatest(1, floor((n - 1) * power(random(), 1.7)))::int
               when n = ${hub} or n = ${hub + star} then 1001 when n < ${hub + star} then ${1000 + hub} else 1000 + n - 1 end`;
}

const statementsOf = (network: number, shop: number, sizes: Sizes) => {
  const { partners, orders, firstOn = '2026-10-01', days = 29 } = sizes;
  return [
    `create temp table seeded as
     select n + 1000 as number, ${sponsorOf(sizes)} as sponsor from generate_series(1, ${partners}) n`,
    `insert into partner (network_id, number, status, sponsor, first_name, last_name, search_name, search_last, language, joined_at)
     select ${network}, number, 'active', sponsor, first, last, lower(first || ' ' || last), lower(last), 'de',
            timestamptz '2023-01-01' + (hashint4(number) & 1023) * interval '1 day'
       from seeded, lateral (select ${nameFrom(FIRST_NAMES, 'number')} as first, ${nameFrom(LAST_NAMES, '-number')} as last)`,
    `insert into sponsor_edge (network_id, recorded_seq, number, sponsor, valid_from, reason, actor, recorded_at)
     select ${network}, nextval('recorded_seq'), number, sponsor, '2026-09-01', 'import', 'staff:1', '2026-09-01' from seeded`,
    `insert into partner_status (network_id, recorded_seq, number, status, valid_from, reason, actor, recorded_at)
     select ${network}, nextval('recorded_seq'), number, 'active', '2026-09-01', 'import', 'staff:1', '2026-09-01' from seeded`,
    `create temp table ordered as
     select 5000000000000 + n as order_id, timestamptz '${firstOn}' + random() * interval '${days} days' as paid_at,
            1000 + floor(${partners} * power(random(), 1.3))::int + 1 as number, (800 + floor(exp(random() * 4) * 700))::bigint as base
       from generate_series(1, ${orders}) n`,
    `insert into attribution (network_id, recorded_seq, shop_id, order_id, number, own_order, decided_by, receipt, policy_version, recorded_at)
     select ${network}, nextval('recorded_seq'), ${shop}, order_id, least(number, ${1000 + partners}), false, 'cart_attribute',
            jsonb_build_object('kept', repeat('x', ${RECEIPT_LENGTH})), 1, paid_at from ordered`,
    `create temp table lined as
     select order_id, paid_at, order_id * 10 + part as line_id, base / (1 + part) as base
       from ordered, generate_series(0, 1) part where part = 0 or order_id % 2 = 0`,
    `insert into order_line (network_id, shop_id, order_id, line_id, title, line_class, tags, collections, frozen_at)
     select ${network}, ${shop}, order_id, line_id, 'Oil', 'customer',
            case when line_id % 5 = 0 then array['care', 'new'] else array['care'] end, array['1001'], paid_at from lined`,
    `insert into volume_entry (network_id, recorded_seq, calendar_id, period_id, shop_id, order_id, line_id, source_key, kind,
                             base_minor, as_of, occurred_at, earns)
     select ${network}, nextval('recorded_seq'), 1, 1, ${shop}, order_id, line_id, 'paid:' || line_id, 'paid', base, paid_at, paid_at, true
       from lined order by paid_at`,
    'vacuum analyze partner',
    'vacuum analyze sponsor_edge',
    'vacuum analyze partner_status',
    'vacuum analyze attribution',
    'vacuum analyze order_line',
    'vacuum analyze volume_entry',
  ];
};
