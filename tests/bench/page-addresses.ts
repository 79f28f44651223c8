import type pg from 'pg';
import { adminPages, treeParts, type Addresses } from '#tests/bench/admin-addresses.ts';
import { askedRoutes } from '#tests/bench/asked-routes.ts';
import { samplesOf, type Samples } from '#tests/bench/page-samples.ts';
import type { LargeNetwork } from '#tests/bench/seed-large.ts';

/** A page to be measured. `as`: staff of the shop, a partner by number, a shopper through the app proxy, or nobody. */
export interface PageAddress {
  readonly name: string;
  readonly path: string;
  readonly as: 'staff' | 'shopper' | 'nobody' | number;
  /** Where asking changes something. */
  readonly method?: 'POST';
}

const PORTAL = '/portal/large';

/** What every partner has. */
const portalPages = ({ partners }: LargeNetwork, { orderName }: Samples, openPeriodId: number): Addresses => ({
  home: '',
  earnings: '/earnings',
  'estimated earnings': '/earnings?state=estimated',
  'held earnings': '/earnings?state=held',
  'available earnings': '/earnings?state=available',
  'paid earnings': '/earnings?state=paid',
  'taken back earnings': '/earnings?state=reversed',
  'earnings of the last period': '/earnings?period=1',
  'earnings of this period': `/earnings?period=${openPeriodId}`,
  'earnings by own customers': '/earnings?kind=customers',
  'earnings by the team': '/earnings?kind=team',
  'earnings of level 2': '/earnings?level=2',
  'earnings of an order': `/earnings?order=${encodeURIComponent(orderName)}`,
  'why nothing': '/nothing',
  'why nothing of an order': `/nothing?order=${encodeURIComponent(orderName)}`,
  team: '/team',
  'team, level 3': '/team?level=3',
  'team, search': '/team?q=anna',
  'team, search of everybody': '/team?q=a',
  'team, search of a number': `/team?q=${partners.link}`,
  share: '/share',
  profile: '/profile',
});

const ofTheHead = ({ partners }: LargeNetwork, { ownEarning }: Samples): Addresses => ({
  'earning row': `/earnings/${ownEarning}`,
  'team, a person': `/team/${partners.hub}`,
});

const SIGNED_OUT: Addresses = {
  'Portal, sign-in': `${PORTAL}/sign-in`,
  'Portal, brand': `${PORTAL}/brand.css`,
};

const SHOPPER: Addresses = { 'Storefront block "Recommended by"': '/proxy/recommended?code=K1001' };

/** As the admin's own pages ask for data when somebody goes from one to the next. */
function dataPath(path: string, routesOf: (path: string) => string): string {
  const [page = '', query] = path.split('?');
  const asked = new URLSearchParams(query);
  asked.set('_routes', routesOf(page));
  return `${page}.data?${asked.toString()}`;
}

/** Routes without a page answer JSON at their own address. */
const WITHOUT_PAGE = ['/app/orders/effect', '/app/commissions/nothing'];
const staffPath = (path: string, routesOf: (path: string) => string): string =>
  WITHOUT_PAGE.some((plain) => path.startsWith(plain)) ? path : dataPath(path, routesOf);

const asked = (addresses: Addresses, as: PageAddress['as'], pathOf = (path: string) => path): PageAddress[] =>
  Object.entries(addresses).map(([name, path]) => ({ name, path: pathOf(path), as }));

/**
 * Every page that shows something of a network, with its sorts, filters and searches. Left out are files (measured by their
 * rows), steps that need an upload, and addresses that answer one question of a form.
 */
export async function pagesOf(owner: pg.Client, network: LargeNetwork): Promise<PageAddress[]> {
  const samples = await samplesOf(owner, network);
  const routesOf = await askedRoutes();
  const { top, link } = network.partners;
  const portal = (as: number, whose: string, pages: Addresses): PageAddress[] =>
    asked(pages, as, (path) => `${PORTAL}${path}`).map((page) => ({ ...page, name: `Portal, ${whose}: ${page.name}` }));
  const ofAll = portalPages(network, samples, network.openPeriodId);
  return [
    { name: '`/healthz`', path: '/healthz', as: 'nobody' },
    ...asked(adminPages(network, samples), 'staff', (path) => staffPath(path, routesOf)),
    ...asked(treeParts(network), 'staff'),
    ...portal(top, 'head', { ...ofAll, ...ofTheHead(network, samples) }),
    ...portal(link, 'chain', ofAll),
    ...asked(SIGNED_OUT, 'nobody'),
    ...asked(SHOPPER, 'shopper'),
  ];
}
