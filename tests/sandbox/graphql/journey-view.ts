import type { QueryContext, View } from '#tests/sandbox/graphql/context.ts';
import { gid } from '#tests/sandbox/state/ids.ts';
import type { Order } from '#tests/sandbox/state/model.ts';

/** The summary is computed after the order: until then it says that it is not ready and holds nothing. */
const READY_AFTER_MS = 60_000;

export function journeySummary(order: Order, { now, shop }: QueryContext): View | null {
  if (order.sourceName !== 'web') return null;
  const isReady = now.getTime() - Date.parse(order.createdAt) >= READY_AFTER_MS;
  const visit: View | null =
    isReady && order.landingSite !== null ? visitView(order, order.landingSite, shop.domain) : null;
  return {
    __typename: 'CustomerJourneySummary',
    ready: isReady,
    customerOrderIndex: isReady ? earlierOrders(order, shop.orders) : null,
    daysToConversion: isReady ? 0 : null,
    firstVisit: visit,
    lastVisit: visit,
    momentsCount: isReady ? { count: visit ? 1 : 0, precision: 'EXACT' } : null,
  };
}

const earlierOrders = (order: Order, orders: readonly Order[]) =>
  orders.filter((one) => one.customerId === order.customerId && one.createdAt < order.createdAt).length;

function visitView(order: Order, landingSite: string, domain: string): View {
  const url = new URL(landingSite, `https://${domain}`);
  const utm = (name: string) => url.searchParams.get(`utm_${name}`);
  return {
    __typename: 'CustomerVisit',
    id: gid('CustomerVisit', order.id),
    occurredAt: order.createdAt,
    landingPage: url.href,
    referralCode: order.landingSiteRef,
    referrerUrl: order.referringSite,
    source: order.referringSite === null ? 'direct' : new URL(order.referringSite).hostname,
    sourceDescription: null,
    sourceType: null,
    marketingEvent: null,
    utmParameters: utm('source')
      ? {
          source: utm('source'),
          medium: utm('medium'),
          campaign: utm('campaign'),
          content: utm('content'),
          term: utm('term'),
        }
      : null,
  };
}
