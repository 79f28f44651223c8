import { cookie, type Exchange } from '#tests/sandbox/http/exchange.ts';
import { secretToken } from '#tests/sandbox/state/ids.ts';
import type { Shop } from '#tests/sandbox/shop.ts';
import { emptyCart, type Cart } from '#tests/sandbox/storefront/cart.ts';

export type Locale = 'en' | 'de';

interface Session {
  landingSite: string;
  referringSite: string | null;
  cart: Cart;
  discountCodes: string[];
  customerId: string | null;
  seenAt: number;
}

/** One request of a shopper: who, where, in which language. */
export interface Visit {
  shop: Shop;
  exchange: Exchange;
  session: Session;
  /** Path without the language prefix. */
  path: string;
  locale: Locale;
  /** `/` or `/de/`, as `routes.root_url` has it. */
  root: string;
  cookies: string[];
}

const SESSION_COOKIE = '_shop_session';
/** After so long a pause the next request lands anew. */
const VISIT_PAUSE_MS = 30 * 60_000;

/** The shop's own memory of its visitors: what Shopify keeps on its side of a first-party session cookie. */
export function visitorSessions(now: () => Date) {
  const sessions = new Map<string, Session>();
  return {
    visitOf(shop: Shop, exchange: Exchange): Visit {
      const { url } = exchange;
      const isGerman = /^\/de(\/|$)/.test(url.pathname);
      const path = isGerman ? url.pathname.slice(3) || '/' : url.pathname;
      const locale = isGerman || url.searchParams.get('locale') === 'de' ? 'de' : 'en';
      const known = cookie(exchange, SESSION_COOKIE);
      const token = known ?? secretToken();
      const landing = { landingSite: `${url.pathname}${url.search}`, referringSite: exchange.headers.referer ?? null };
      const seenAt = now().getTime();
      const session = sessions.get(token) ?? {
        ...landing,
        cart: emptyCart(),
        discountCodes: [],
        customerId: null,
        seenAt,
      };
      if (seenAt - session.seenAt > VISIT_PAUSE_MS) Object.assign(session, landing);
      session.seenAt = seenAt;
      sessions.set(token, session);
      const cookies = known === token ? [] : [`${SESSION_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Lax`];
      return { shop, exchange, session, path, locale, root: isGerman ? '/de/' : '/', cookies };
    },
  };
}
