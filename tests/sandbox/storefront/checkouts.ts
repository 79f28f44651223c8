import { decimal } from '#tests/sandbox/money.ts';
import { totalsOf } from '#tests/sandbox/state/amounts.ts';
import { idSequence, secretToken } from '#tests/sandbox/state/ids.ts';
import type { Order } from '#tests/sandbox/state/model.ts';
import { findDiscount, priced } from '#tests/sandbox/state/place-order.ts';
import { emptyCart, type CartLine } from '#tests/sandbox/storefront/cart.ts';
import type { Visit } from '#tests/sandbox/storefront/visit.ts';

interface Checkout {
  token: string;
  lines: CartLine[];
  attributes: Record<string, string>;
  note: string;
  cartToken: string | null;
  discountCodes: string[];
  isFromCart: boolean;
  orderId: string | null;
}

/** Checkouts under way. One made by a dynamic button knows nothing of the cart. */
export function checkoutList() {
  const all = new Map<string, Checkout>();
  const keep = (checkout: Omit<Checkout, 'token' | 'orderId'>) => {
    const token = secretToken();
    all.set(token, { ...checkout, token, orderId: null });
    return token;
  };
  return {
    fromCart: ({ session }: Visit) =>
      keep({
        lines: session.cart.lines.map((line) => ({ ...line })),
        attributes: { ...session.cart.attributes },
        note: session.cart.note,
        cartToken: session.cart.token,
        discountCodes: [...session.discountCodes],
        isFromCart: true,
      }),
    fromProductForm: ({ session }: Visit, line: CartLine) =>
      keep({
        lines: [line],
        attributes: {},
        note: '',
        cartToken: null,
        discountCodes: [...session.discountCodes],
        isFromCart: false,
      }),
    find: (token: string) => all.get(token) ?? null,
  };
}

export type Checkouts = ReturnType<typeof checkoutList>;

const orderLines = (checkout: Checkout) =>
  checkout.lines.map(({ variantId, quantity, properties }) => ({ variant: variantId, quantity, properties }));

/** The sums that the checkout page shows; codes that do not exist are left out. */
export function quoteOf({ shop }: Visit, checkout: Checkout) {
  const codes = checkout.discountCodes.filter((code) => findDiscount(shop.state, code));
  const { lines, shippingLines, applications } = priced(shop.state, idSequence('1'), {
    lines: orderLines(checkout),
    discountCodes: codes,
  });
  const draft = {
    lines,
    shippingLines,
    applications,
    refunds: [],
    transactions: [],
    taxesIncluded: shop.state.taxesIncluded,
    cancelledAt: null,
  };
  const totals = totalsOf(draft as unknown as Order);
  const text = (amount: bigint) => decimal(amount, shop.state.currency);
  return {
    lines: lines.map((line) => ({
      title: line.title,
      variant: line.variantTitle ?? '',
      quantity: line.quantity,
      price: text(line.price * BigInt(line.quantity)),
    })),
    codes,
    refused: checkout.discountCodes.filter((code) => !codes.includes(code)),
    subtotal: text(totals.linesPrice),
    discount: totals.discounts === 0n ? '' : text(totals.discounts),
    shipping: text(totals.shipping),
    tax: text(totals.tax),
    total: text(totals.total),
    ships: shippingLines.length > 0,
  };
}

export interface CheckoutForm {
  email: string;
  firstName: string;
  lastName: string;
  address1: string;
  zip: string;
  city: string;
  payment: 'card' | 'bank_transfer';
}

/** Places the order of a checkout once; a second submit finds the first one's order. */
export function complete(visit: Visit, checkout: Checkout, form: CheckoutForm): Order {
  const { shop, session } = visit;
  if (checkout.orderId !== null) return shop.findOrder(checkout.orderId);
  const known = session.customerId;
  const order = shop.placeOrder({
    lines: orderLines(checkout),
    customer:
      known === null ? { email: form.email, firstName: form.firstName, lastName: form.lastName } : { id: known },
    discountCodes: quoteOf(visit, checkout).codes,
    attributes: checkout.attributes,
    landingSite: session.landingSite,
    ...(session.referringSite !== null && { referringSite: session.referringSite }),
    ...(checkout.note !== '' && { note: checkout.note }),
    ...(checkout.cartToken !== null && { cartToken: checkout.cartToken }),
    payment: form.payment,
    locale: visit.locale,
    address: {
      firstName: form.firstName,
      lastName: form.lastName,
      address1: form.address1,
      zip: form.zip,
      city: form.city,
      countryCode: shop.state.countryCode,
    },
  });
  checkout.orderId = order.id;
  if (checkout.isFromCart) session.cart = emptyCart();
  session.discountCodes = [];
  return order;
}
