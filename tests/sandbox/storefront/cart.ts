import { createHash } from 'node:crypto';
import { secretToken } from '#tests/sandbox/state/ids.ts';
import { findVariant } from '#tests/sandbox/state/catalog.ts';
import type { ShopState } from '#tests/sandbox/state/model.ts';

export interface CartLine {
  variantId: string;
  quantity: number;
  properties: Record<string, string>;
}

export interface Cart {
  token: string;
  lines: CartLine[];
  note: string;
  attributes: Record<string, string>;
}

export const emptyCart = (): Cart => ({ token: secretToken(), lines: [], note: '', attributes: {} });

const sameLine = (a: CartLine, b: CartLine) =>
  a.variantId === b.variantId && JSON.stringify(a.properties) === JSON.stringify(b.properties);

/** Adds a line; the same variant with the same properties becomes one line. @throws Error on an unknown variant */
export function addLine(shop: ShopState, cart: Cart, line: CartLine): CartLine {
  const added = { ...line, variantId: findVariant(shop, line.variantId).variant.id };
  const known = cart.lines.find((one) => sameLine(one, added));
  if (!known) {
    cart.lines.push(added);
    return added;
  }
  known.quantity += added.quantity;
  return known;
}

/** A line's key: its variant and a digest of its properties. */
export const keyOf = (line: CartLine) =>
  `${line.variantId}:${createHash('sha256').update(JSON.stringify(line.properties)).digest('hex').slice(0, 32)}`;

/** Sets the quantity of a line named by its number from 1, its key or its variant; 0 removes it. */
export function setQuantity(cart: Cart, name: { line?: number; key?: string }, quantity: number) {
  const line =
    name.line === undefined
      ? cart.lines.find((one) => keyOf(one) === name.key || one.variantId === name.key)
      : cart.lines[name.line - 1];
  if (!line) return;
  line.quantity = quantity;
  cart.lines = cart.lines.filter((one) => one.quantity > 0);
}

/** Merges attributes; an empty value or null takes one away. */
export function setAttributes(cart: Cart, attributes: Record<string, unknown>) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === '') Reflect.deleteProperty(cart.attributes, name);
    else cart.attributes[name] = String(value);
  }
}

/** `{ a: { b: 1 } }` of fields written `a[b]`, for one name. */
export function bracketed(fields: Record<string, string>, name: string): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [key, value] of Object.entries(fields)) {
    const match = new RegExp(`^${name}\\[(.+)\\]$`).exec(key);
    if (match?.[1] !== undefined) result[match[1]] = value;
  }
  return result;
}
