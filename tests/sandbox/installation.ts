import type { ShopParts } from '#tests/sandbox/shop.ts';
import { findCustomer } from '#tests/sandbox/state/catalog.ts';
import { instant } from '#tests/sandbox/state/ids.ts';
import { privacyPayloads, scopesPayload, shopPayload } from '#tests/sandbox/webhooks/payloads/other-payloads.ts';

/** Installing, uninstalling, scopes and the privacy requests of a shop. */
export function installationActions({ state, ids, config, deliveries, now, changed }: ShopParts) {
  const { domain } = state;
  return {
    /** Managed installation: the merchant agrees to the app's scopes; no request reaches the app until its page is opened. */
    install(scopes: string[] = config.scopes) {
      state.installation = { installedAt: instant(now()), scopes, tokens: [] };
      changed();
    },
    /** Ends the installation: every token dies at once, and the app is told. */
    uninstall() {
      if (!state.installation) throw new Error(`the app is not installed on ${domain}`);
      state.installation = null;
      changed();
      deliveries.emit({ shop: domain, topic: 'app/uninstalled', payload: shopPayload(state) });
    },
    /** The merchant grants other scopes; they hold for its tokens at once. */
    updateScopes(scopes: string[]) {
      if (!state.installation) throw new Error(`the app is not installed on ${domain}`);
      const previous = state.installation.scopes;
      state.installation.scopes = scopes;
      for (const token of state.installation.tokens) token.scopes = scopes;
      changed();
      deliveries.emit({
        shop: domain,
        topic: 'app/scopes_update',
        payload: scopesPayload(state, previous, scopes, now()),
      });
    },
    requestCustomerData(customerId: string) {
      const payload = privacyPayloads.dataRequest(state, findCustomer(state, customerId), ids.next());
      deliveries.emit({ shop: domain, topic: 'customers/data_request', payload });
    },
    redactCustomer(customerId: string) {
      const payload = privacyPayloads.customerRedact(state, findCustomer(state, customerId));
      deliveries.emit({ shop: domain, topic: 'customers/redact', payload });
    },
    /** Shopify sends it 48 hours after an uninstallation, and never to a shop that installed again. @throws Error while installed */
    redactShop() {
      if (state.installation) throw new Error(`the app is still installed on ${domain}`);
      deliveries.emit({ shop: domain, topic: 'shop/redact', payload: privacyPayloads.shopRedact(state) });
    },
  };
}
