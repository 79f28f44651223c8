import { z } from 'zod';
import { decimalsOf, parseMinor, type Currency } from '#app/domain/money/currency.ts';
import { minor, type Minor } from '#app/domain/money/minor.ts';
import { UnreadableAmount } from '#app/domain/orders/parsed.ts';

const isId = (value: unknown): boolean =>
  typeof value === 'string' ? /^\d{16,20}$/.test(value) : typeof value === 'bigint' || Number.isSafeInteger(value);

/** An id of the REST shape; `parseLosslessJson` has made the long ones text. */
export const idSchema = z.custom<bigint | number | string>(isId).transform((id) => BigInt(id));

/** An id of the GraphQL shape: the number at the end of `gid://shopify/Order/1`. */
export const gidSchema = z
  .string()
  .regex(/^gid:\/\/shopify\/\w+\/\d+(\?.*)?$/)
  .transform((gid) => BigInt(/\/(\d+)(?:\?.*)?$/.exec(gid)?.[1] ?? ''));

export const instantSchema = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

export const currencyCodeSchema = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .transform((code) => code as Currency);

/** Shopify's lists may be null or missing; both mean none. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((list) => list ?? []);

/** Money as text; older places of the REST shape have a JSON number, whose shortest form is what Shopify wrote. */
export const amountSchema = z
  .custom<string | number>((value) => typeof value === 'string' || typeof value === 'number')
  .transform(String);

/** Decimal text in minor units of the shop's currency. @throws UnreadableAmount on anything else, also on part of a cent */
export function amountOf(text: string, currency: Currency, path: string): Minor {
  const fraction = /^-?\d+(?:\.(\d+))?$/.exec(text);
  if (!fraction || !/^0*$/.test((fraction[1] ?? '').slice(decimalsOf(currency)))) throw new UnreadableAmount(path);
  return parseMinor(text, currency);
}

/** The same for a field that may be missing: nothing is 0. */
export function amountOrZero(text: string | null | undefined, currency: Currency, path: string): Minor {
  return text === null || text === undefined ? minor(0n) : amountOf(text, currency, path);
}
