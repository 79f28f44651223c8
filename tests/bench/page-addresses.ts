import type pg from 'pg';
import type { LargeNetwork } from '#tests/bench/seed-large.ts';

/** A page to be measured. `as`: staff of the shop, a partner by number, or nobody. */
export interface PageAddress {
  name: string;
  path: string;
  as: 'staff' | 'nobody' | number;
}

interface Samples {
  /** `12-5000000000001` */
  order: string;
  orderName: string;
  earning: string;
  ownEarning: string;
}

async function samplesOf(owner: pg.Client, { networkId, shopId, acceptedRunId, partners }: LargeNetwork) {
  const { rows } = await owner.query<{ order: string; orderName: string; row: number; own: number }>(
    `select o.order_id::text as order, o.name as "orderName", e.row_no as row,
            (select min(row_no) from earning where network_id = $1 and run_id = $2 and earner = $3) as own
       from earning e join shop_order o on o.network_id = $1 and o.order_id = e.order_id
      where e.network_id = $1 and e.run_id = $2 and e.level = 2 order by e.row_no limit 1`,
    [networkId, acceptedRunId, partners.top],
  );
  const [row] = rows;
  if (!row) throw new Error('the accepted period has no rows');
  return {
    ...{ order: `${shopId}-${row.order}`, orderName: row.orderName },
    ...{ earning: `earning-${acceptedRunId}-${row.row}`, ownEarning: `earning-${acceptedRunId}-${row.own}` },
  };
}

function adminPages({ partners, openPeriodId, batchId }: LargeNetwork, samples: Samples): Record<string, string> {
  const { top, hub, link } = partners;
  return {
    Home: '/app',
    'Home: what is owed': '/app/owed',
    Partners: '/app/partners',
    'Partners by team sales': '/app/partners?sort=team',
    'Partners, search': '/app/partners?q=p10',
    'New partner': '/app/partners/new',
    'Partner import': '/app/partners/import',
    'Partner at the head': `/app/partners/${top}`,
    'Partner in the chain': `/app/partners/${link}`,
    Tree: '/app/tree',
    'Tree at the star': `/app/tree?focus=${hub}`,
    'Tree in the chain': `/app/tree?focus=${link}`,
    Orders: '/app/orders',
    'Orders without a partner': '/app/orders?view=without-partner',
    Order: `/app/orders/${samples.order}`,
    Commissions: '/app/commissions',
    'Commissions, held': '/app/commissions?view=held',
    'Commissions of one partner': `/app/commissions?partner=${top}`,
    'Commission row': `/app/commissions/${samples.earning}`,
    Periods: '/app/periods',
    'Accepted period': '/app/periods/1',
    'Open period': `/app/periods/${openPeriodId}`,
    Plan: '/app/plan',
    Payouts: '/app/payouts',
    'Payout batch': `/app/payouts/${batchId}`,
    'New payout': '/app/payouts/new',
    Settings: '/app/settings',
    'Settings, attribution': '/app/settings/attribution',
    'Settings, branding': '/app/settings/branding',
    'Settings, health': '/app/settings/health',
    'Settings, money': '/app/settings/money',
    'Settings, programme': '/app/settings/programme',
    'Settings, shops': '/app/settings/shops',
  };
}

function treeParts({ partners }: LargeNetwork): Record<string, string> {
  return {
    'Tree, more of the star': `/app/tree/branch?parent=${partners.hub}&offset=50`,
    'Tree, search': '/app/tree/search?q=p10',
  };
}

function portalPages({ partners }: LargeNetwork, samples: Samples): Record<string, string> {
  return {
    home: '',
    earnings: '/earnings',
    'paid earnings': '/earnings?state=paid',
    'earning row': `/earnings/${samples.ownEarning}`,
    'why nothing': '/nothing',
    'why nothing of an order': `/nothing?order=${encodeURIComponent(samples.orderName)}`,
    team: '/team',
    'team, level 3': '/team?level=3',
    'team, search': '/team?q=p10',
    'team, a person': `/team/${partners.hub}`,
    share: '/share',
    profile: '/profile',
  };
}

/** As the admin's own pages ask for data when somebody goes from one to the next. */
function dataPath(path: string): string {
  const [page = '', query] = path.split('?');
  return `${page}.data${query ? `?${query}` : ''}`;
}

/**
 * Every page that shows something of a network. Left out are files (exports), steps that need an upload, and addresses
 * that answer one question of a form.
 */
export async function pagesOf(owner: pg.Client, network: LargeNetwork): Promise<PageAddress[]> {
  const samples = await samplesOf(owner, network);
  const { top, link } = network.partners;
  const portal = (as: number, whose: string): PageAddress[] =>
    Object.entries(portalPages(network, samples)).flatMap(([name, path]) => {
      const isOfTop = path.includes('/earning-') || path.includes(`/team/`);
      if (as !== top && isOfTop) return [];
      return [{ name: `Portal, ${whose}: ${name}`, path: `/portal/large${path}`, as }];
    });
  return [
    { name: '`/healthz`', path: '/healthz', as: 'nobody' },
    ...Object.entries(adminPages(network, samples)).map(([name, path]) => ({
      name,
      path: dataPath(path),
      as: 'staff' as const,
    })),
    ...Object.entries(treeParts(network)).map(([name, path]) => ({ name, path, as: 'staff' as const })),
    ...portal(top, 'head'),
    ...portal(link, 'chain'),
  ];
}
