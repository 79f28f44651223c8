import type { NewCustomer, NewDiscount, NewProduct } from '#tests/sandbox/state/catalog.ts';

export interface SandboxApp {
  apiKey: string;
  apiSecret: string;
  /** The app's own origin, e.g. `http://127.0.0.1:3000`. */
  url: string;
  handle: string;
  /** Page of the app that the admin opens first; `/app` if left out. */
  path?: string;
}

export interface SandboxShop {
  /** `lotus.myshopify.com` */
  domain: string;
  name: string;
  currency: string;
  countryCode: string;
  ianaTimezone: string;
  /** Whether prices include tax (Germany: yes). */
  taxesIncluded: boolean;
  /** 190000 is 19 %. */
  taxRatePpm: number;
  /** Price of standard shipping, as a decimal. */
  shipping?: string;
  email?: string;
  products?: NewProduct[];
  customers?: NewCustomer[];
  discounts?: NewDiscount[];
  /** Scopes of an installation that exists from the start; the scopes of the app's TOML for `true`. */
  installed?: boolean | string[];
  /** A storefront whose Customer Privacy API cannot be loaded. */
  isPrivacyApiMissing?: boolean;
}

export interface SandboxOptions {
  app: SandboxApp;
  shops: SandboxShop[];
  /** Admin page, storefronts and Admin API; any free port for 0 or none. */
  port?: number;
  /** The origin of the app's frame. */
  appFramePort?: number;
  /** The app's `shopify.app.toml`: scopes, webhook subscriptions, proxy. */
  appConfigFile: string;
  /** Folder of the theme app extension; none is rendered where it does not exist. */
  extensionFolder?: string;
  /** JSON file that the stand-in loads at its start and keeps. */
  stateFile?: string;
  /**
   * The shops' clock: instants of orders, life of access tokens, throttling. Session tokens and signed addresses carry the
   * real time all the same, since the app's process checks them by its own clock.
   */
  now?: () => Date;
  /** First id to hand out, e.g. one above 2^53. */
  firstId?: string;
  /** Waits before the second and later attempts of a webhook; eight over four hours if left out. */
  webhookRetryDelaysMs?: number[];
}
