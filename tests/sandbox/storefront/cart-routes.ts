import { fieldsOf, json, redirect, reply, type Exchange, type Reply } from '#tests/sandbox/http/exchange.ts';
import {
  addLine,
  bracketed,
  emptyCart,
  setAttributes,
  setQuantity,
  type CartLine,
} from '#tests/sandbox/storefront/cart.ts';
import { cartJson, lineJson } from '#tests/sandbox/storefront/cart-json.ts';
import type { Checkouts } from '#tests/sandbox/storefront/checkouts.ts';
import type { Visit } from '#tests/sandbox/storefront/visit.ts';

/** A body as one object: JSON as it is, a form with its `name[key]` fields gathered. */
function bodyOf(exchange: Exchange): Record<string, unknown> {
  if (exchange.headers['content-type']?.includes('application/json')) {
    return JSON.parse(exchange.body.toString('utf8') || '{}') as Record<string, unknown>;
  }
  const fields = fieldsOf(exchange);
  const gathered = Object.fromEntries(
    ['properties', 'attributes', 'updates'].map((name) => [name, bracketed(fields, name)]),
  );
  return { ...fields, ...gathered };
}

const record = (value: unknown) => (value ?? {}) as Record<string, unknown>;

function lineFrom(item: Record<string, unknown>): CartLine {
  const properties = Object.entries(record(item.properties)).map(([name, value]) => [name, String(value)]);
  return {
    variantId: String(item.id),
    quantity: Math.max(1, Number(item.quantity ?? 1)),
    properties: Object.fromEntries(properties),
  };
}

const ajax = (value: unknown) => json(200, value);
const unprocessable = (description: string) => json(422, { status: 422, message: 'Cart Error', description });

function add(visit: Visit, isAjax: boolean): Reply {
  const body = bodyOf(visit.exchange);
  const wanted = Array.isArray(body.items) ? (body.items as Record<string, unknown>[]) : [body];
  const { state } = visit.shop;
  try {
    const added = wanted.map((item) => addLine(state, visit.session.cart, lineFrom(item)));
    if (!isAjax) return redirect(typeof body.return_to === 'string' ? body.return_to : `${visit.root}cart`);
    const lines = added.map((line) => lineJson(state, line));
    return ajax(Array.isArray(body.items) ? { items: lines } : lines[0]);
  } catch (error) {
    return unprocessable((error as Error).message);
  }
}

function update(visit: Visit) {
  const body = bodyOf(visit.exchange);
  const { cart } = visit.session;
  if (typeof body.note === 'string') cart.note = body.note;
  setAttributes(cart, record(body.attributes));
  if (Array.isArray(body.updates)) {
    for (const [index, quantity] of [...(body.updates as unknown[]).entries()].reverse())
      setQuantity(cart, { line: index + 1 }, Number(quantity));
  } else {
    for (const [key, quantity] of Object.entries(record(body.updates))) setQuantity(cart, { key }, Number(quantity));
  }
  if (typeof body.discount === 'string') visit.session.discountCodes = body.discount.split(',').filter(Boolean);
  return body;
}

function change(visit: Visit): Reply {
  const body = bodyOf(visit.exchange);
  const name = body.line === undefined ? { key: String(body.id) } : { line: Number(body.line) };
  setQuantity(visit.session.cart, name, Number(body.quantity ?? 1));
  return cartReply(visit);
}

const cartReply = ({ shop, session }: Visit) => ajax(cartJson(shop.state, session.cart, session.discountCodes));

/**
 * `/cart/123:1,456:2?attributes[..]=..&discount=..`: replaces the cart by what the link holds and leads to checkout, or to
 * the cart with `storefront=true`.
 */
function permalink(visit: Visit, goods: string, checkouts: Checkouts): Reply {
  const query = Object.fromEntries(visit.exchange.url.searchParams);
  const cart = emptyCart();
  for (const part of goods.split(',')) {
    const [variantId = '', quantity = '1'] = part.split(':');
    addLine(visit.shop.state, cart, { variantId, quantity: Number(quantity), properties: {} });
  }
  setAttributes(cart, bracketed(query, 'attributes'));
  cart.note = query.note ?? '';
  visit.session.cart = cart;
  if (query.discount !== undefined) visit.session.discountCodes = query.discount.split(',').filter(Boolean);
  if (query.storefront === 'true') return redirect(`${visit.root}cart`);
  return redirect(`${visit.root}checkouts/${checkouts.fromCart(visit)}`);
}

/** The cart's addresses, of the Ajax API and of forms; null for anything else. */
export function cartRoute(visit: Visit, checkouts: Checkouts): Reply | null {
  const { path, exchange } = visit;
  const isPost = exchange.method === 'POST';
  const goods = /^\/cart\/(\d+:\d+(?:,\d+:\d+)*)$/.exec(path)?.[1];
  if (goods !== undefined) return permalink(visit, goods, checkouts);
  switch (path) {
    case '/cart.js':
    case '/cart.json':
      return cartReply(visit);
    case '/cart/add.js':
      return isPost ? add(visit, true) : reply(405, '');
    case '/cart/add':
      return isPost ? add(visit, false) : reply(405, '');
    case '/cart/update.js':
      update(visit);
      return cartReply(visit);
    case '/cart/change.js':
      return change(visit);
    case '/cart/clear.js':
      visit.session.cart.lines = [];
      return cartReply(visit);
    case '/cart': {
      if (!isPost) return null;
      const body = update(visit);
      return redirect(
        body.checkout === undefined ? `${visit.root}cart` : `${visit.root}checkouts/${checkouts.fromCart(visit)}`,
      );
    }
    case '/cart/add/buy-now': {
      if (!isPost) return reply(405, '');
      // A dynamic checkout button takes the product form and nothing of the cart: neither its lines nor its attributes.
      return redirect(`${visit.root}checkouts/${checkouts.fromProductForm(visit, lineFrom(bodyOf(exchange)))}`);
    }
    default:
      return null;
  }
}
