import type { QueryContext, View } from '#tests/sandbox/graphql/context.ts';
import { offsetOf } from '#tests/sandbox/state/shop-time.ts';
import { countryName } from '#tests/sandbox/state/countries.ts';
import { gid } from '#tests/sandbox/state/ids.ts';
import type { Address } from '#tests/sandbox/state/model.ts';

export function addressView(address: Address | null, ownerId: string): View | null {
  if (!address) return null;
  const name = `${address.firstName} ${address.lastName}`.trim();
  return {
    __typename: 'MailingAddress',
    id: gid('MailingAddress', `${ownerId}?model_name=Address`),
    firstName: address.firstName,
    lastName: address.lastName,
    name,
    address1: address.address1,
    address2: null,
    city: address.city,
    company: null,
    zip: address.zip,
    province: null,
    provinceCode: null,
    country: countryName(address.countryCode),
    countryCodeV2: address.countryCode,
    phone: null,
    coordinatesValidated: false,
    formatted: [address.address1, `${address.zip} ${address.city}`, countryName(address.countryCode)],
    formattedArea: `${address.city}, ${countryName(address.countryCode)}`,
  };
}

/** The shop as the Admin API shows it. */
export function shopView({ shop, now }: QueryContext): View {
  const offset = offsetOf(now, shop.ianaTimezone);
  return {
    __typename: 'Shop',
    id: gid('Shop', shop.id),
    name: shop.name,
    email: shop.email,
    contactEmail: shop.email,
    myshopifyDomain: shop.domain,
    url: `https://${shop.domain}`,
    primaryDomain: {
      __typename: 'Domain',
      id: gid('Domain', shop.id),
      host: shop.domain,
      url: `https://${shop.domain}`,
      sslEnabled: true,
    },
    currencyCode: shop.currency,
    enabledPresentmentCurrencies: [shop.currency],
    currencyFormats: { moneyFormat: '{{amount}}', moneyWithCurrencyFormat: `{{amount}} ${shop.currency}` },
    ianaTimezone: shop.ianaTimezone,
    timezoneAbbreviation: shop.ianaTimezone,
    timezoneOffset: offset.replace(':', ''),
    timezoneOffsetMinutes:
      Number(`${offset.slice(0, 1)}1`) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4))),
    taxesIncluded: shop.taxesIncluded,
    taxShipping: shop.shippingTaxRatePpm > 0,
    weightUnit: 'KILOGRAMS',
    unitSystem: 'METRIC_SYSTEM',
    createdAt: shop.createdAt,
    updatedAt: shop.createdAt,
    setupRequired: false,
    shopOwnerName: 'Store Owner',
    plan: {
      publicDisplayName: 'Development',
      partnerDevelopment: true,
      shopifyPlus: false,
      displayName: 'Development',
    },
    billingAddress: () => ({
      ...addressView(
        { firstName: '', lastName: '', address1: '', city: '', zip: '', countryCode: shop.countryCode },
        shop.id,
      ),
      __typename: 'ShopAddress',
    }),
    shopAddress: () => ({
      ...addressView(
        { firstName: '', lastName: '', address1: '', city: '', zip: '', countryCode: shop.countryCode },
        shop.id,
      ),
      __typename: 'ShopAddress',
    }),
    orderNumberFormatPrefix: '#',
    orderNumberFormatSuffix: '',
    metafield: null,
  };
}

const scopeViews = (scopes: readonly string[]): View[] =>
  scopes.map((handle) => ({ __typename: 'AccessScope', handle, description: handle.replaceAll('_', ' ') }));

export function appView(context: QueryContext): View {
  const { app, config } = context;
  return {
    __typename: 'App',
    id: gid('App', '1'),
    title: app.handle,
    handle: app.handle,
    apiKey: app.apiKey,
    embedded: true,
    webhookApiVersion: config.apiVersion,
    requestedAccessScopes: scopeViews(config.scopes),
    optionalAccessScopes: scopeViews(config.optionalScopes),
    installation: () => installationView(context),
  };
}

export const installationView = (context: QueryContext): View => ({
  __typename: 'AppInstallation',
  id: gid('AppInstallation', context.shop.id),
  accessScopes: scopeViews(context.token.scopes),
  activeSubscriptions: [],
  launchUrl: `https://${context.shop.domain}/admin/apps/${context.app.handle}`,
  uninstallUrl: null,
  app: () => appView(context),
  metafield: null,
});
