import { PARTNER_STATUSES } from '#app/domain/partners/partner-status.ts';
import { COMMISSION_VIEWS, cursorText as commissionCursor } from '#app/queries/commissions/filters.ts';
import {
  CHANNELS,
  cursorText as orderCursor,
  DECIDED_BY,
  ORDER_SORTS,
  ORDER_VIEWS,
} from '#app/queries/orders/order-filters.ts';
import { withCursor } from '#app/queries/partners/list-filters.ts';
import { LIST_SORTS } from '#app/queries/partners/partner-list.ts';
import { TREE_FIGURES } from '#app/queries/tree/tree-node.ts';
import type { Samples } from '#tests/bench/page-samples.ts';
import type { LargeNetwork } from '#tests/bench/seed-large.ts';

/** Paths by the name of what they show. */
export type Addresses = Readonly<Record<string, string>>;

/** A page once for each of several queries; the name says which. */
const each = (name: string, path: string, queries: readonly string[]): Addresses =>
  Object.fromEntries(queries.map((query) => [`${name}, ${query.replaceAll('&', ', ')}`, `${path}?${query}`]));

const valuesOf = (key: string, values: readonly string[]): string[] => values.map((value) => `${key}=${value}`);

/** The cursor's own text is long: such a page has a name. */
function partnerPages({ partners }: LargeNetwork, { joinedOn, starPartner }: Samples): Addresses {
  const { top, hub, link } = partners;
  const middle = { key: String(Date.parse(joinedOn)), number: starPartner, back: false };
  return {
    Partners: '/app/partners',
    ...each('Partners', '/app/partners', [
      ...valuesOf('sort', LIST_SORTS),
      ...valuesOf(
        'status',
        PARTNER_STATUSES.filter((status) => status !== 'house'),
      ),
      ...[
        'status=applied&sort=team',
        'q=anna',
        'q=fischer',
        `q=${top}`,
        'q=K100',
        'q=anna&sort=team',
        'q=anna&sort=name',
      ],
      ...[`sponsor=${hub}`, `sponsor=${hub}&sort=team`, `sponsor=${hub}&sort=name`, `below=${top}`, `below=${link}`],
      ...[`below=${hub}&sort=team`, `below=${hub}&sort=name`, 'level=3', 'level=3&sort=team', 'level=3&sort=name'],
      ...[
        'rank=1',
        'rank=1&sort=team',
        'rank=1&sort=name',
        'rank=1&sort=available',
        'rank=5',
        'rank=5&sort=team',
        'rank=5&sort=name',
      ],
      ...[`below=${top}&level=2`, `joinedFrom=${joinedOn}`, `joinedFrom=${joinedOn}&joinedTo=${joinedOn}&sort=team`],
    ]),
    'Partners, from the middle on': `/app/partners${withCursor(new URLSearchParams(), middle)}`,
    'Partners, back from the middle': `/app/partners${withCursor(new URLSearchParams(), { ...middle, back: true })}`,
    'New partner': '/app/partners/new',
    'New partner under the hub': `/app/partners/new?sponsor=${hub}`,
    'Partner import': '/app/partners/import',
    'Partner at the head': `/app/partners/${top}`,
    'Partner with 10% below': `/app/partners/${hub}`,
    'Partner in the chain': `/app/partners/${link}`,
    'Partner in the star': `/app/partners/${starPartner}`,
  };
}

function treePages({ partners, openPeriodStart }: LargeNetwork): Addresses {
  const { hub, link } = partners;
  const on = openPeriodStart.slice(0, 10);
  return {
    Tree: '/app/tree',
    'Tree at the star': `/app/tree?focus=${hub}`,
    'Tree in the chain': `/app/tree?focus=${link}`,
    ...each('Tree', '/app/tree', valuesOf('figure', TREE_FIGURES)),
    ...each(
      'Tree at the star',
      `/app/tree`,
      TREE_FIGURES.map((figure) => `focus=${hub}&figure=${figure}`),
    ),
    'Tree on a day': `/app/tree?on=${on}`,
    'Tree at the star on a day': `/app/tree?focus=${hub}&on=${on}`,
    'Tree in the chain on a day': `/app/tree?focus=${link}&on=${on}`,
  };
}

/** Answers to the tree's own questions; JSON of one loader. */
export const treeParts = ({ partners, openPeriodStart }: LargeNetwork): Addresses => ({
  'Tree, more of the star': `/app/tree/branch?parent=${partners.hub}&offset=24`,
  'Tree, the star far down': `/app/tree/branch?parent=${partners.hub}&offset=5000`,
  'Tree, more of the star on a day': `/app/tree/branch?parent=${partners.hub}&offset=24&on=${openPeriodStart.slice(0, 10)}`,
  'Tree, a window of the chain': `/app/tree/line?start=${partners.link}&skip=2000`,
  ...each('Tree, search', '/app/tree/search', ['q=anna', 'q=fischer', 'q=10', 'q=K100']),
});

function orderPages(network: LargeNetwork, samples: Samples): Addresses {
  const { openPeriodId: open, partners, shopId } = network;
  const { orderedAt, orderId } = samples.openOrder;
  const day = orderedAt.slice(0, 10);
  const middle = orderCursor({ key: orderedAt, shopId, orderId });
  return {
    Orders: '/app/orders',
    ...each('Orders', '/app/orders', [
      ...valuesOf('view', ORDER_VIEWS),
      ...valuesOf('sort', ORDER_SORTS),
      ...valuesOf('channel', [...CHANNELS, 'other']),
      ...valuesOf('by', DECIDED_BY),
      ...[`partner=${partners.top}`, `partner=${partners.hub}`, `from=${day}`, `from=${day}&to=${day}`, `to=${day}`],
      ...['min=100', 'min=100&max=101', 'max=10', 'q=1', `q=${encodeURIComponent(samples.orderName)}`],
      ...['period=1', ...ORDER_SORTS.map((sort) => `period=${open}&sort=${sort}`), 'period=1&sort=highest'],
      ...[`period=${open}&view=without-partner`, `period=${open}&partner=${partners.top}`],
    ]),
    'Orders, from the middle on': `/app/orders?after=${middle}`,
    'Orders of a period, from the middle on': `/app/orders?period=${open}&after=${middle}`,
    Order: `/app/orders/${samples.order}`,
    'Order of the open period': `/app/orders/${shopId}-${orderId}`,
    'Orders, what assigning would do': `/app/orders/effect?orders=${shopId}-${orderId}&partner=${partners.hub}`,
  };
}

function commissionPages(network: LargeNetwork, samples: Samples): Addresses {
  const { openPeriodId: open, partners, acceptedRunId } = network;
  const middle = commissionCursor({ runId: acceptedRunId, rowNo: samples.middleRow, seq: null });
  return {
    Commissions: '/app/commissions',
    ...each('Commissions', '/app/commissions', [
      ...valuesOf('view', COMMISSION_VIEWS),
      ...COMMISSION_VIEWS.map((view) => `view=${view}&period=1`),
      ...COMMISSION_VIEWS.map((view) => `view=${view}&partner=${partners.top}`),
      ...[`period=${open}`, 'level=1', 'level=2%2B', 'view=held&level=2%2B', 'component=level', 'period=1&level=3'],
      ...[
        `partner=${partners.top}`,
        `partner=${partners.hub}&period=1`,
        'q=anna',
        'view=held&q=anna',
        `q=${partners.top}`,
      ],
      `q=${encodeURIComponent(samples.orderName)}`,
    ]),
    'Commissions, from the middle on': `/app/commissions?period=1&after=${middle}`,
    'Commissions, held, from the middle on': `/app/commissions?view=held&after=${middle}`,
    'Commission row': `/app/commissions/${samples.earning}`,
    'Commission row, estimated': `/app/commissions/${samples.estimate}`,
    'Commission row, reversed': `/app/commissions/${samples.reversal}`,
    'Why nothing': `/app/commissions/nothing?orderName=${encodeURIComponent(samples.orderName)}&partner=${partners.link}`,
  };
}

const otherPages = ({ openPeriodId, batchId, paidBatchId }: LargeNetwork): Addresses => ({
  Home: '/app',
  'Home: what is owed': '/app/owed',
  Periods: '/app/periods',
  'Accepted period': '/app/periods/1',
  'Open period': `/app/periods/${openPeriodId}`,
  Plan: '/app/plan',
  'Plan, templates': '/app/plan/templates',
  'Plan, rehearse': '/app/plan/rehearse',
  Payouts: '/app/payouts',
  'Payout batch': `/app/payouts/${batchId}`,
  'Paid batch': `/app/payouts/${paidBatchId}`,
  'Paid batch, from the middle on': `/app/payouts/${paidBatchId}?after=2000`,
  'New payout': '/app/payouts/new',
  Settings: '/app/settings',
  'Settings, attribution': '/app/settings/attribution',
  'Settings, branding': '/app/settings/branding',
  'Settings, health': '/app/settings/health',
  'Settings, money': '/app/settings/money',
  'Settings, programme': '/app/settings/programme',
  'Settings, shops': '/app/settings/shops',
});

/** Every page of the admin with every sort, filter and search that it offers. */
export const adminPages = (network: LargeNetwork, samples: Samples): Addresses => ({
  ...otherPages(network),
  ...partnerPages(network, samples),
  ...treePages(network),
  ...orderPages(network, samples),
  ...commissionPages(network, samples),
});
