import { bracketed } from '#tests/sandbox/storefront/cart.ts';
import type { SandboxParts } from '#tests/sandbox/parts.ts';
import type { Shop } from '#tests/sandbox/shop.ts';
import type { Discount } from '#tests/sandbox/state/model.ts';
import type { CancelReason } from '#tests/sandbox/state/order-changes.ts';

type Fields = Record<string, string>;

const list = (text: string | undefined) =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
const filled = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

function refund(shop: Shop, fields: Fields) {
  const wanted = Object.entries(bracketed(fields, 'quantity')).map(([line, quantity]) => ({
    line,
    quantity: Number(quantity),
  }));
  shop.refundOrder(fields.order ?? '', {
    lines: wanted.filter(({ quantity }) => quantity > 0),
    restock: fields.restock === 'no_restock' ? 'no_restock' : 'return',
    ...(filled(fields.shipping) && { shipping: fields.shipping }),
    ...(filled(fields.amount) && { amount: fields.amount }),
    ...(filled(fields.note) && { note: fields.note }),
  });
  return 'Refunded.';
}

function edit(shop: Shop, fields: Fields) {
  shop.editOrder(fields.order ?? '', {
    set: Object.entries(bracketed(fields, 'set')).map(([line, quantity]) => ({ line, quantity: Number(quantity) })),
    ...(filled(fields.add) && { add: [{ variant: fields.add, quantity: Number(fields.addQuantity ?? 1) }] }),
  });
  return 'The order was edited.';
}

function setBlock(shop: Shop, fields: Fields) {
  shop.setBlock(fields.handle ?? '', fields.isEnabled === 'yes', bracketed(fields, 'settings'));
  return 'The theme was saved.';
}

type Action = (shop: Shop, fields: Fields, parts: SandboxParts) => string | Promise<string>;

/** What the admin's forms do; the answer is what the page says afterwards. */
export const ACTIONS: Record<string, Action> = {
  'pay-order': (shop, { order = '' }) => (shop.payOrder(order), 'Marked as paid.'),
  'fulfil-order': (shop, { order = '' }) => (shop.fulfilOrder(order), 'Fulfilled.'),
  'refund-order': refund,
  'edit-order': edit,
  'cancel-order': (shop, { order = '', reason, refund: payBack }) => {
    shop.cancelOrder(order, { reason: reason as CancelReason, refund: payBack !== 'no' });
    return 'The order was cancelled.';
  },
  'create-product': (shop, { title = '', price = '', tags, collections }) => {
    shop.createProduct({ title, price, tags: list(tags), collections: list(collections) });
    return 'The product was created.';
  },
  'update-product': (shop, { product = '', tags, collections }) => {
    shop.updateProduct(product, { tags: list(tags), collections: list(collections) });
    return 'The product was saved.';
  },
  'delete-product': (shop, { product = '' }) => (shop.deleteProduct(product), 'The product was deleted.'),
  'create-customer': (shop, { email = '', firstName = '', lastName = '' }) => {
    shop.createCustomer({ email, firstName, lastName });
    return 'The customer was created.';
  },
  'create-discount': (shop, { code = '', kind, value = '' }) => {
    shop.createDiscount({ code, kind: kind as Discount['kind'], ...(filled(value) && { value }) });
    return 'The code was created.';
  },
  'set-block': setBlock,
  'set-privacy-api': (shop, { isPresent }, { changed }) => {
    shop.state.hasCustomerPrivacyApi = isPresent !== 'no';
    changed();
    return 'Saved.';
  },
  install: (shop) => (shop.install(), 'The app is installed. Open it in the menu.'),
  uninstall: (shop) => (shop.uninstall(), 'The app was uninstalled.'),
  'update-scopes': (shop, { scopes }) => (shop.updateScopes(list(scopes)), 'The access was updated.'),
  'request-customer-data': (shop, { customer = '' }) => (shop.requestCustomerData(customer), 'The request was sent.'),
  'redact-customer': (shop, { customer = '' }) => (shop.redactCustomer(customer), 'The request was sent.'),
  'redact-shop': (shop) => (shop.redactShop(), 'The request was sent.'),
  resend: async (_shop, { id = '' }, { deliveries }) => `Sent: ${(await deliveries.resend(id)).status}.`,
  hold: (shop, _fields, { deliveries }) => (
    deliveries.hold({ shop: shop.state.domain }),
    'Webhooks of this shop are held back.'
  ),
  'stop-holding': (_shop, _fields, { deliveries }) => (deliveries.stopHolding(), 'Webhooks are sent at once again.'),
  flush: async (shop, _fields, { deliveries }) => {
    await deliveries.flush({}, { shop: shop.state.domain });
    return 'Sent.';
  },
};

/** Methods of a shop that `POST /store/<shop>/api/<name>` calls with the JSON array in its body. */
export const API_METHODS = [
  ...(['placeOrder', 'payOrder', 'fulfilOrder', 'refundOrder', 'cancelOrder', 'editOrder', 'findOrder'] as const),
  ...(['createProduct', 'updateProduct', 'deleteProduct', 'createCustomer', 'createDiscount', 'setBlock'] as const),
  ...(['install', 'uninstall', 'updateScopes', 'requestCustomerData', 'redactCustomer', 'redactShop'] as const),
] satisfies (keyof Shop)[];
