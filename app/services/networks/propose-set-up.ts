import type { Shop } from '#app/adapters/db/repositories/shops.server.ts';
import { dayIn } from '#app/adapters/time/calendar-days.ts';
import { handleFor } from '#app/domain/settings/handle.ts';
import { env } from '#app/env.server.ts';

/** Currencies that are offered beside the shop's own. */
const CURRENCIES = ['AUD', 'CAD', 'CHF', 'CZK', 'DKK', 'EUR', 'GBP', 'HUF', 'JPY', 'NOK', 'NZD', 'PLN', 'SEK', 'USD'];

/** What the set-up page starts with: the shop's own facts, the running month, three levels, the usual return window. */
export function proposeSetUp(shop: Pick<Shop, 'name' | 'currency' | 'timeZone'>, now: Date) {
  return {
    values: {
      name: shop.name,
      handle: handleFor(shop.name),
      currency: shop.currency,
      timeZone: shop.timeZone,
      cadence: 'month',
      firstPeriodOn: `${dayIn(shop.timeZone, now).slice(0, 7)}-01`,
      returnDays: '14',
      deliveryDays: '3',
      levels: ['10', '5', '3'],
    },
    portalUrl: `${env().PORTAL_URL}/portal/`,
    currencies: [...new Set([shop.currency, ...CURRENCIES])].toSorted(),
    timeZones: [...new Set([shop.timeZone, ...Intl.supportedValuesOf('timeZone')])].toSorted(),
  };
}
