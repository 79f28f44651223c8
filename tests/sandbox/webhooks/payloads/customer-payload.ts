import { countryName } from '#tests/sandbox/state/countries.ts';
import { exactId } from '#tests/sandbox/webhooks/raw-json.ts';
import { gid } from '#tests/sandbox/state/ids.ts';
import type { Customer, ShopState } from '#tests/sandbox/state/model.ts';
import { shopTime } from '#tests/sandbox/state/shop-time.ts';

/** The buyer inside an order. */
export function customerPayload(shop: ShopState, customer: Customer) {
  const name = `${customer.firstName} ${customer.lastName}`.trim();
  return {
    id: exactId(customer.id),
    created_at: shopTime(customer.createdAt, shop.ianaTimezone),
    updated_at: shopTime(customer.updatedAt, shop.ianaTimezone),
    first_name: customer.firstName,
    last_name: customer.lastName,
    state: 'disabled',
    note: null,
    verified_email: true,
    multipass_identifier: null,
    tax_exempt: false,
    email: customer.email,
    phone: customer.phone,
    currency: shop.currency,
    tax_exemptions: [],
    admin_graphql_api_id: gid('Customer', customer.id),
    default_address: {
      id: exactId(customer.id),
      customer_id: exactId(customer.id),
      first_name: customer.firstName,
      last_name: customer.lastName,
      company: null,
      address1: '',
      address2: null,
      city: '',
      province: null,
      country: countryName(shop.countryCode),
      zip: '',
      phone: null,
      name,
      province_code: null,
      country_code: shop.countryCode,
      country_name: countryName(shop.countryCode),
      default: true,
    },
  };
}

/** `customers/*` carry the list of addresses besides. */
export const customerWebhook = (shop: ShopState, customer: Customer) => ({
  ...customerPayload(shop, customer),
  addresses: [],
});
